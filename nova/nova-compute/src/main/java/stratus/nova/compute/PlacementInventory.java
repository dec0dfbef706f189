package stratus.nova.compute;

import java.util.LinkedHashMap;
import stratus.clients.placement.Inventory;
import stratus.clients.placement.PlacementClient;
import stratus.nova.compute.virt.VirtDriver.HostResources;
import stratus.nova.rpc.HostId;

/** A host's provider in Placement, with upstream's usual ratios. */
public record PlacementInventory(PlacementClient client) implements HostInventory {
    private static final double CPU_RATIO = 4.0;

    @Override
    public void report(String host, HostResources has) {
        var id = HostId.of(host).toString();
        client.ensureProvider(id, host);
        var all = new LinkedHashMap<String, Inventory>();
        all.put("VCPU", inventory(has.vcpus(), CPU_RATIO));
        all.put("MEMORY_MB", inventory(has.memoryMib(), 1.0));
        all.put("DISK_GB", inventory(has.diskGib(), 1.0));
        all.values().removeIf(i -> i.total() == 0);
        client.setInventories(id, all);
        client.setTraits(id, has.traits());
    }

    private static Inventory inventory(long total, double ratio) {
        return Inventory.of(total, 0, ratio);
    }
}
