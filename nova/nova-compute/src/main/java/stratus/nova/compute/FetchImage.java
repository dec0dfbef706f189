package stratus.nova.compute;

import java.util.List;
import stratus.nova.compute.virt.GuestSpec;
import stratus.nova.compute.virt.GuestSpec.BlankDisk;
import stratus.nova.compute.virt.GuestSpec.ImageDisk;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;

/** Steps 19 to 21: the image, from Glance or this host's cache, which keeps it; skipped when booting from a volume. */
record FetchImage(ImageCache cache) implements Building.Hook {
    @Override
    public int first() {
        return 19;
    }

    @Override
    public Plan apply(Trail trail, Plan plan) {
        var id = plan.instance().image();
        if (id == null) {
            trail.skip(19, 21, "boot from volume");
            return plan.with(blanks(plan));
        }
        var caller = trail.build().caller();
        var image = trail.step(19, _ -> cache.ask(caller, id)); // 20 is Glance's
        var found = trail.step(21, facts -> {
            var cached = cache.fetch(caller, image);
            facts.with("cached", cached.cached());
            return cached;
        });
        var size = plan.instance().flavor().rootGib();
        var disk = new ImageDisk(
                plan.guest().nextDevice(), true, id, found.file(), found.image().diskFormat(), size);
        var with = plan.with(plan.guest().withDisks(List.of(disk)));
        return with.with(blanks(with));
    }

    /** The empty local disks that were asked for, in place of what the flavor would have. */
    private static GuestSpec blanks(Plan plan) {
        var flavor = plan.instance().flavor();
        var guest = plan.guest();
        var wanted = plan.disks().stream().filter(FetchImage::blank).toList();
        var ephemeral =
                wanted.stream().filter(d -> !"swap".equals(d.guestFormat())).toList();
        for (var disk : ephemeral) {
            int size = disk.sizeGib() == null ? flavor.ephemeralGib() : disk.sizeGib();
            guest = guest.withDisks(List.of(new BlankDisk(guest.nextDevice(), size * 1024)));
        }
        if (ephemeral.isEmpty() && flavor.ephemeralGib() > 0) {
            guest = guest.withDisks(List.of(new BlankDisk(guest.nextDevice(), flavor.ephemeralGib() * 1024)));
        }
        if (flavor.swapMib() > 0) {
            guest = guest.withDisks(List.of(new BlankDisk(guest.nextDevice(), flavor.swapMib())));
        }
        return guest;
    }

    private static boolean blank(BlockDevice disk) {
        return disk.source().equals("blank") && !disk.onVolume();
    }

    @Override
    public void undo(BuildAndRun build) {}
}
