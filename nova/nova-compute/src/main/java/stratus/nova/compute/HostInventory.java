package stratus.nova.compute;

import stratus.nova.compute.virt.VirtDriver.HostResources;

/** Where a host says what it has to give: Placement. */
public interface HostInventory {
    /** Makes the host's provider if need be, and sets its inventory and traits; repeats do no harm. */
    void report(String host, HostResources resources);
}
