package stratus.main.demo;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;

/** Asks again until there is an answer. */
final class Waiting {
    private Waiting() {}

    /** @param what that does not come when the time is over */
    static <T> T until(String what, Duration patience, Duration pause, Supplier<@Nullable T> question) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            var answer = question.get();
            if (answer != null) {
                return answer;
            }
            if (System.nanoTime() > end) {
                throw new Fault.Conflict("%s: not after %d s".formatted(what, patience.toSeconds()));
            }
            pause(pause);
        }
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault.Unavailable("demonstration", e);
        }
    }
}
