package stratus.nova.compute.virt;

import java.util.UUID;
import stratus.oslo.base.Ids.ServerId;

/**
 * A guest can get another size on its host, and have the old one back until somebody confirms.
 *
 * <p>Every method may be repeated, and after a crash completes what is half done. {@code move} names one change of
 * size: what the guest was before is kept under it.
 */
public interface Resizing {
    /**
     * Of a guest that is off. It has the size when this returns, and is off still; a local root disk grows to
     * {@code rootGib}. What earlier moves of the guest kept is dropped.
     *
     * @throws stratus.oslo.base.Fault.Conflict where the guest runs
     * @throws stratus.oslo.base.Fault.Invalid where the disk would become smaller
     */
    void resize(ServerId server, UUID move, Size size);

    /**
     * The guest is ended, and is what it was before the move: what was written to its local disks since is gone. A guest
     * that was not moved, or is not there, is a success.
     */
    void revert(ServerId server, UUID move);

    /** There is no way back any more. A guest that was not moved, or is not there, is a success. */
    void confirm(ServerId server, UUID move);

    /**
     * What a flavor makes of a guest.
     *
     * @param rootGib 0 where the root disk is a volume, or is to stay as it is
     */
    record Size(int vcpus, int memoryMib, int rootGib) {}
}
