package stratus.nova.compute;

import java.util.ArrayList;
import java.util.Map;
import stratus.nova.compute.virt.GuestSpec.VolumeDisk;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;
import stratus.nova.rpc.ConductorRpc;
import stratus.nova.rpc.ConductorRpc.Devices;

/** Steps 25 to 27: volumes, made and attached by Cinder. */
record AttachVolumes(Volumes volumes, ConductorRpc conductor, String host) implements Building.Hook {
    @Override
    public int first() {
        return 25;
    }

    @Override
    public int last() {
        return 27;
    }

    @Override
    public Plan apply(BuildAndRun build, Plan plan) {
        if (plan.instance().disks().stream().noneMatch(BlockDevice::onVolume)) {
            return plan.with(plan.guest(), Map.of("volumes", "0"));
        }
        var attached = volumes.attach(build.caller(), plan.instance(), build.attempt(), host);
        var devices = new ArrayList<BlockDevice>();
        var guest = plan.guest();
        for (var one : attached) {
            var volume = one.device().volume();
            if (volume == null) {
                throw new IllegalStateException("an attached device has no volume");
            }
            var device = "vd" + (char) ('a' + guest.disks().size());
            boolean boots = one.device().bootIndex() == 0;
            guest = guest.withDisks(
                    java.util.List.of(new VolumeDisk(device, boots, volume, one.driverVolumeType(), one.data())));
            devices.add(one.device());
        }
        var next = plan.withVolumes(devices, guest, Map.of("volumes", String.valueOf(devices.size())));
        conductor.devices(new Devices(build.server(), build.attempt(), next.serverPorts(), next.disks()));
        return next;
    }

    @Override
    public void undo(BuildAndRun build) {
        volumes.release(build.caller(), build.server(), build.attempt());
    }
}
