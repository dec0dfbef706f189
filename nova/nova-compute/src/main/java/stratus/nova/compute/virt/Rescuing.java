package stratus.nova.compute.virt;

import stratus.oslo.base.Ids.ServerId;

/** A guest that does not start any more can be started from another image, to be mended. */
public interface Rescuing {
    /**
     * The guest, whatever it did, runs from {@code disk} when this returns, and its own root disk is its second one. A
     * repeat starts it again.
     */
    void rescue(ServerId server, GuestSpec.ImageDisk disk);

    /** The guest runs as it did before; one that was not rescued runs. */
    void unrescue(ServerId server);
}
