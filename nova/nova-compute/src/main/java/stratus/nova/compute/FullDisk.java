package stratus.nova.compute;

import java.util.List;
import stratus.oslo.base.Fault;

/** Recognises a full disk, however it was met, and says so in words that a user may see. */
final class FullDisk {
    /** What the C library, and so every program, says. */
    private static final List<String> WORDS = List.of("No space left on device", "Disk quota exceeded");

    private FullDisk() {}

    /** Does it; a failure comes out as {@link #told} has it. */
    static void telling(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            throw told(failure);
        }
    }

    /** {@link Fault.Full} in place of a failure that a full disk is behind; any other as it is. */
    static RuntimeException told(RuntimeException failure) {
        if (failure instanceof Fault.Full) {
            return failure;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var message = String.valueOf(cause.getMessage());
            for (var words : WORDS) {
                if (message.contains(words)) {
                    return new Fault.Full(words + ": the host's disk has no room for what this needs.", failure);
                }
            }
        }
        return failure;
    }
}
