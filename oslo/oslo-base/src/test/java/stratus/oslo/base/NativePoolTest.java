package stratus.oslo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NativePoolTest {
    @Test
    void runsAFewAtATimeOnPlatformThreads() throws Exception {
        var running = new AtomicInteger();
        var both = new CyclicBarrier(2);
        try (var pool = new NativePool("hash", 2);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 8)
                    .mapToObj(_ -> callers.submit(() -> pool.call(() -> {
                        int now = running.incrementAndGet();
                        both.await();
                        boolean platform = !Thread.currentThread().isVirtual();
                        running.decrementAndGet();
                        return platform ? now : -1;
                    })))
                    .toList();
            for (var answer : answers) {
                assertThat(answer.get()).isBetween(1, 2);
            }
        }
    }

    @Test
    void throwsWhatTheWorkThrew() {
        try (var pool = new NativePool("hash", 1)) {
            assertThatThrownBy(() -> pool.call(() -> {
                        throw new Fault.Conflict("Taken.");
                    }))
                    .isInstanceOf(Fault.Conflict.class);
        }
    }
}
