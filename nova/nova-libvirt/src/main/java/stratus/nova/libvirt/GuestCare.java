package stratus.nova.libvirt;

import java.nio.file.Path;
import java.util.Set;
import stratus.nova.compute.virt.BaseImages;
import stratus.nova.compute.virt.DiskSnapshots;
import stratus.nova.compute.virt.GuestSpec;
import stratus.nova.compute.virt.Passwords;
import stratus.nova.compute.virt.Rescuing;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Secret;

/** What is done to guests in the course of their lives; one change at a time at each. */
record GuestCare(LibvirtConfig config, GuestLocks locks, Power power, DiskCopy copies, Rescue rescue)
        implements BaseImages, DiskSnapshots, Rescuing, Passwords {
    @Override
    public Set<Path> bases() {
        return GuestDisks.bases(config.guests());
    }

    @Override
    public String snapshot(ServerId server, Path to) {
        return locks.with(server, () -> copies.of(server, config.folder(server), to));
    }

    @Override
    public void rescue(ServerId server, GuestSpec.ImageDisk disk) {
        locks.with(server, () -> rescue.begin(server, disk, config.folder(server)));
    }

    @Override
    public void unrescue(ServerId server) {
        locks.with(server, () -> {
            rescue.end(server, config.folder(server));
            power.on(server);
        });
    }

    /** Guests have no agent of QEMU's. */
    @Override
    public void setPassword(ServerId server, Secret password) {
        throw new Fault.Conflict("QEMU guest agent is not enabled");
    }
}
