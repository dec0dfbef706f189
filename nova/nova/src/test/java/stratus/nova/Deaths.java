package stratus.nova;

/** Lets the process that has API and conductor die at a moment. */
final class Deaths extends Moments {
    /** Ends a thread, as nothing in the product catches it; the process has to be restarted after it. */
    private static final class Death extends Error {
        Death(String call) {
            super("died " + call, null, false, false);
        }
    }

    @Override
    void strike(String now) {
        throw new Death(now);
    }
}
