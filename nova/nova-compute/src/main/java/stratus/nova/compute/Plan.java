package stratus.nova.compute;

import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.nova.compute.virt.GuestSpec;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.ConductorRpc.Devices;
import stratus.nova.rpc.ConductorRpc.Instance;

/** What a build knows so far; each hook adds its part. */
record Plan(@Nullable Instance found, GuestSpec guest, List<Networks.Bound> ports, List<BlockDevice> disks) {
    static Plan blank() {
        return new Plan(null, GuestSpec.blank(), List.of(), List.of());
    }

    Instance instance() {
        if (found == null) {
            throw new IllegalStateException("the instance has not been fetched");
        }
        return found;
    }

    Plan with(GuestSpec guest) {
        return new Plan(found, guest, ports, disks);
    }

    Plan withPorts(List<Networks.Bound> ports, GuestSpec guest) {
        return new Plan(found, guest, ports, disks);
    }

    Plan withVolumes(List<BlockDevice> disks, GuestSpec guest) {
        return new Plan(found, guest, ports, disks);
    }

    /** As the API shows them. */
    Devices devices() {
        return new Devices(ports.stream().map(Networks.Bound::port).toList(), disks);
    }
}
