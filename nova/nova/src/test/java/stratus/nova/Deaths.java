package stratus.nova;

import org.jspecify.annotations.Nullable;

/** Lets the process that has API and conductor die right after one of its calls of another service, or of a host. */
final class Deaths {
    private int left = -1;
    private @Nullable String call;

    /** Ends a thread, as nothing in the product catches it; the process has to be restarted after it. */
    private static final class Death extends Error {
        Death(String call) {
            super("died after " + call, null, false, false);
        }
    }

    /** So many calls are made yet, and it dies after the one that follows. */
    synchronized void after(int calls) {
        left = calls;
        call = null;
    }

    synchronized void never() {
        left = -1;
    }

    /** The call that it died after; null while it lives. */
    synchronized @Nullable String call() {
        return call;
    }

    /** To be said once the call had its effect. */
    synchronized void called(String name) {
        if (left-- == 0) {
            call = name;
            throw new Death(name);
        }
    }
}
