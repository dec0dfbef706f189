package stratus.nova.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import stratus.nova.compute.Volumes.Attached;
import stratus.nova.compute.virt.GuestSpec.VolumeDisk;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;

/** Steps 25 to 27: volumes, made and attached by Cinder. */
record AttachVolumes(Volumes volumes, String host) implements Building.Hook {
    @Override
    public int first() {
        return 25;
    }

    @Override
    public Plan apply(Trail trail, Plan plan) {
        var build = trail.build();
        return with(
                trail,
                plan,
                volumes,
                () -> volumes.attach(build.caller(), plan.instance(), build.attempt(), host)); // 26 is Cinder's
    }

    /** The plan with its volumes as {@code attach} made them reachable from this host; they are in use from then on. */
    static Plan with(Trail trail, Plan plan, Volumes volumes, Supplier<List<Attached>> attach) {
        if (plan.instance().disks().stream().noneMatch(BlockDevice::onVolume)) {
            trail.skip(25, 27, "no volumes");
            return plan;
        }
        var attached = trail.step(25, _ -> attach.get());
        return trail.step(27, facts -> {
            facts.with("volumes", attached.size());
            volumes.complete(trail.build().caller(), attached);
            return connected(plan, attached);
        });
    }

    /** The other disks stay where they are in the list. */
    private static Plan connected(Plan plan, List<Attached> attached) {
        var devices = new ArrayList<BlockDevice>();
        var guest = plan.guest();
        var next = attached.iterator();
        for (var disk : plan.disks()) {
            if (!disk.onVolume()) {
                devices.add(disk);
                continue;
            }
            var one = next.next();
            var volume = one.device().volume();
            if (volume == null) {
                throw new IllegalStateException("an attached device has no volume");
            }
            var device = guest.nextDevice();
            boolean boots = one.device().bootIndex() == 0;
            guest = guest.withDisks(List.of(new VolumeDisk(device, boots, volume, one.driverVolumeType(), one.data())));
            devices.add(one.device());
        }
        return plan.withVolumes(devices, guest);
    }

    @Override
    public void undo(BuildAndRun build) {
        volumes.release(build.caller(), build.server(), build.attempt());
    }
}
