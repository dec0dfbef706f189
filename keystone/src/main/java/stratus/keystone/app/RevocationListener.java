package stratus.keystone.app;

/** Hears that tokens may stand for less than before: caches of validated tokens have to go. */
@FunctionalInterface
public interface RevocationListener {
    /** Called after the change is committed and before it is answered. */
    void revoked();
}
