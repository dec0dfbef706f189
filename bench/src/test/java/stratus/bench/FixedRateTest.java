package stratus.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FixedRateTest {
    private final AtomicLong now = new AtomicLong();
    private final FixedRate.Time time = new FixedRate.Time() {
        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public void sleepUntil(long nanos) {
            now.accumulateAndGet(nanos, Math::max);
        }
    };

    @Test
    void aLatencyCountsFromWhenTheRequestWasDue() {
        var tally = new Tally();

        new FixedRate(10, 1, time).run(Load.same(new byte[0]), 0.3, () -> taking(250_000_000), tally);

        var figures = tally.figures(0.75, 0);
        assertThat(figures.p50()).isEqualTo(400); // due after 100 ms, sent after 250, answered after 500
        assertThat(figures.p99()).isEqualTo(550);
    }

    @Test
    void aServiceThatKeepsUpIsMeasuredAsItIs() {
        var tally = new Tally();

        new FixedRate(10, 1, time).run(Load.same(new byte[0]), 1, () -> taking(20_000_000), tally);

        assertThat(tally.figures(1, 0.5)).isEqualTo(new Figures(10, 20, 20, 50, 0));
    }

    private FixedRate.Line taking(long nanos) {
        return new FixedRate.Line() {
            @Override
            public Wire.Answer send(byte[] request) {
                now.addAndGet(nanos);
                return new Wire.Answer(200, Map.of(), new byte[0]);
            }

            @Override
            public void close() {}
        };
    }
}
