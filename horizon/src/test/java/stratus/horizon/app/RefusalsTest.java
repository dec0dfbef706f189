package stratus.horizon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import stratus.oslo.policy.Refused;

class RefusalsTest {
    private final Refusals refusals =
            new Refusals(new Refusals.Bounds(2, Duration.ofHours(1)), InstantSource.fixed(Instant.EPOCH));

    private void refuse(String request, String message) {
        refusals.take(new Refused(request, "nova", "GET", "/", "u1", null, message, null));
    }

    @Test
    void theOldestRequestGoesWhenThereAreTooMany() throws InterruptedException {
        refuse("req-1", "");
        refuse("req-2", "");
        refuse("req-3", "");
        assertThat(refusals.find("req-2")).hasSize(1);
        assertThat(refusals.find("req-3")).hasSize(1);
        assertThat(refusals.find("req-1")).isEmpty();
    }

    @Test
    void anIdThatIsSentAgainAndAgainKeepsTheLatestFew() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            refuse("req-1", "time " + i);
        }
        var kept = refusals.find("req-1");
        assertThat(kept).hasSize(8);
        assertThat(kept.getLast().refused().message()).isEqualTo("time 99");
    }
}
