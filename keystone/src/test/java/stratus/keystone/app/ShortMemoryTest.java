package stratus.keystone.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ShortMemoryTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final AtomicInteger asked = new AtomicInteger();
    private final ShortMemory<String, Integer> memory = new ShortMemory<>(now::get);

    private Optional<Integer> ask() {
        return memory.get("key", () -> Optional.of(asked.incrementAndGet()));
    }

    @Test
    void anAnswerIsRememberedForASecondAndNoLonger() {
        assertThat(ask()).contains(1);
        assertThat(ask()).contains(1);
        now.set(Instant.EPOCH.plus(Duration.ofSeconds(1)));
        assertThat(ask()).contains(2);
    }

    @Test
    void aChangeMakesItForgetAndSoDoesOneWhileTheAnswerIsOnItsWay() {
        ask();
        memory.forget();
        assertThat(ask()).contains(2);
        memory.forget();
        memory.get("key", () -> {
            memory.forget();
            return Optional.of(-1);
        });
        assertThat(ask()).contains(3);
    }

    @Test
    void itForgetsOnlySomeAndNoneThatIsOnItsWay() {
        ask();
        memory.forget(value -> value == 7);
        assertThat(ask()).contains(1);
        memory.get("other", () -> {
            memory.forget(value -> value == 7);
            return Optional.of(-1);
        });
        assertThat(memory.get("other", () -> Optional.of(-2))).contains(-2);
        memory.forget(value -> value == 1);
        assertThat(ask()).contains(2);
    }

    @Test
    void nothingIsNotRemembered() {
        assertThat(memory.get("key", Optional::empty)).isEmpty();
        assertThat(ask()).contains(1);
    }
}
