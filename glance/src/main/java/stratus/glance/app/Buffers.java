package stratus.glance.app;

import java.util.concurrent.Semaphore;

/** Places for bytes that are on their way to stores. All streams share the large ones, so that they never take all memory. */
final class Buffers {
    /** What every stream has of its own. */
    static final int SMALL = 1 << 16;

    static final int LARGE = 1 << 19;

    private final Semaphore left;

    /** @param most bytes that all large ones together may have */
    Buffers(long most) {
        this.left = new Semaphore(Math.toIntExact(most / LARGE));
    }

    /** An eighth of what the process may have. */
    static Buffers usual() {
        return new Buffers(Math.min(Runtime.getRuntime().maxMemory() / 8, 1L << 30));
    }

    /** Whether one more large one may be made. */
    boolean take() {
        return left.tryAcquire();
    }

    void giveBack(int count) {
        left.release(count);
    }
}
