package stratus.nova.compute;

import java.util.List;
import java.util.Map;
import stratus.nova.compute.virt.GuestSpec.BlankDisk;
import stratus.nova.compute.virt.GuestSpec.ImageDisk;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;

/** Steps 19 to 21: the image, from Glance or this host's cache, which keeps it; skipped when booting from a volume. */
record FetchImage(ImageCache cache) implements Building.Hook {
    @Override
    public int first() {
        return 19;
    }

    @Override
    public int last() {
        return 21;
    }

    @Override
    public Plan apply(BuildAndRun build, Plan plan) {
        var instance = plan.instance();
        var id = instance.image();
        if (id == null) {
            return plan.with(plan.guest(), Map.of("skipped", "boot from volume"));
        }
        var found = cache.fetch(build.caller(), id);
        var flavor = instance.flavor();
        var disk = new ImageDisk(
                plan.nextDevice(), true, id, found.file(), found.image().diskFormat(), flavor.rootGib());
        var guest = plan.guest().withDisks(List.of(disk));
        var with = plan.with(guest, Map.of("cached", String.valueOf(found.cached())));
        return with.with(blanks(with), with.facts());
    }

    private static stratus.nova.compute.virt.GuestSpec blanks(Plan plan) {
        var flavor = plan.instance().flavor();
        var guest = plan.guest();
        if (flavor.ephemeralGib() > 0) {
            guest = guest.withDisks(List.of(new BlankDisk("vdb", flavor.ephemeralGib() * 1024)));
        }
        if (flavor.swapMib() > 0) {
            var device = "vd" + (char) ('a' + guest.disks().size());
            guest = guest.withDisks(List.of(new BlankDisk(device, flavor.swapMib())));
        }
        return guest;
    }

    @Override
    public void undo(BuildAndRun build) {}
}
