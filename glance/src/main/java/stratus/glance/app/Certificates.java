package stratus.glance.app;

import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;

/** The key manager, as far as signatures of images need it. */
@FunctionalInterface
public interface Certificates {
    /** What is kept under an id: {@code certificate} or another type of the key manager's, and the bytes. */
    record Secret(String type, byte[] payload) {}

    /**
     * As the caller may read it.
     *
     * @throws Fault.NotFound if there is none; any other fault if the key manager does not give it out, or is not there
     */
    Secret get(Caller caller, String id);

    /** A cloud without a key manager. */
    static Certificates none() {
        return (_, _) -> {
            throw new Fault.Unavailable("key-manager", new IllegalStateException("there is none"));
        };
    }
}
