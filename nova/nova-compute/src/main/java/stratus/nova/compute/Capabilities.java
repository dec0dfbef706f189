package stratus.nova.compute;

import stratus.nova.compute.virt.VirtDriver;
import stratus.oslo.base.Fault;

/** What a driver can do beyond what every driver can. */
record Capabilities(VirtDriver driver) {
    /** The driver as one that can do it; refuses where it cannot. */
    <C> C needed(Class<C> capability) {
        var found = driver.capability(capability);
        if (found != null) {
            return found;
        }
        throw new Fault.NotImplemented(
                "The hypervisor of this host does not support this: %s.".formatted(capability.getSimpleName()));
    }
}
