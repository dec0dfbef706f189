package stratus.nova;

import org.jspecify.annotations.Nullable;

/** Lets the process that has API and conductor die right before or after a call of another service, or of a host. */
final class Deaths {
    private int left = -1;
    private @Nullable String moment;

    /** Ends a thread, as nothing in the product catches it; the process has to be restarted after it. */
    private static final class Death extends Error {
        Death(String call) {
            super("died " + call, null, false, false);
        }
    }

    /** Each call is two moments at which it may die; so many pass yet, and it dies at the one that follows. */
    synchronized void after(int moments) {
        left = moments;
        moment = null;
    }

    synchronized void never() {
        left = -1;
    }

    /** When it died, as {@code before claim}; null while it lives. */
    synchronized @Nullable String moment() {
        return moment;
    }

    /** A call that has an effect elsewhere. */
    void around(String call, Runnable effect) {
        before(call);
        effect.run();
        after(call);
    }

    void before(String call) {
        pass("before " + call);
    }

    void after(String call) {
        pass("after " + call);
    }

    private synchronized void pass(String now) {
        if (left-- == 0) {
            moment = now;
            throw new Death(now);
        }
    }
}
