package stratus.nova.compute;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.compute.virt.GuestSpec;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.ConductorRpc.Instance;
import stratus.nova.rpc.ServerPort;

/** What a build knows so far; each hook adds its part. */
record Plan(
        @Nullable Instance found,
        GuestSpec guest,
        List<Networks.Bound> ports,
        List<BlockDevice> disks,
        Map<String, String> facts) {
    static Plan blank() {
        return new Plan(null, GuestSpec.blank(), List.of(), List.of(), Map.of());
    }

    Instance instance() {
        if (found == null) {
            throw new IllegalStateException("the instance has not been fetched");
        }
        return found;
    }

    Plan with(GuestSpec guest, Map<String, String> facts) {
        return new Plan(found, guest, ports, disks, facts);
    }

    Plan withPorts(List<Networks.Bound> ports, GuestSpec guest, Map<String, String> facts) {
        return new Plan(found, guest, ports, disks, facts);
    }

    Plan withVolumes(List<BlockDevice> disks, GuestSpec guest, Map<String, String> facts) {
        return new Plan(found, guest, ports, disks, facts);
    }

    List<ServerPort> serverPorts() {
        return ports.stream().map(Networks.Bound::port).toList();
    }

    /** {@code vda}, {@code vdb}, …: the next free name. */
    String nextDevice() {
        return "vd" + (char) ('a' + guest.disks().size());
    }
}
