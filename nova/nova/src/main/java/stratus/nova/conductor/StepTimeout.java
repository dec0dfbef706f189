package stratus.nova.conductor;

import java.time.Duration;
import stratus.oslo.trace.Steps;

/** A host took too long for a step: as good as a host that failed. */
final class StepTimeout extends RuntimeException {
    StepTimeout(int step, Duration timeout) {
        super("step %d (%s) did not end within %d s"
                .formatted(step, Steps.of(step).title(), timeout.toSeconds()));
    }
}
