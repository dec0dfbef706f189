package stratus.nova.compute.virt.fake;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stratus.nova.compute.virt.GuestSpec;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;

/**
 * What the fake hypervisor remembers of a guest, as its file has it.
 *
 * @param disks the devices that are no volumes
 * @param boots how often it was started; the console shows each
 * @param root null where it boots from a volume
 * @param rescue what it boots from instead; null where it is not rescued
 */
public record FakeGuest(
        ServerId server,
        String name,
        String hostname,
        int vcpus,
        int memoryMib,
        List<String> disks,
        List<Volume> volumes,
        List<GuestSpec.Nic> nics,
        PowerState state,
        int boots,
        @Nullable Root root,
        @Nullable Root rescue) {

    /** The image that the guest's root disk is a layer on, which a fake guest never writes to. */
    public record Root(String file, String format) {
        static @Nullable Root of(GuestSpec spec) {
            return spec.disks().stream()
                    .filter(GuestSpec.ImageDisk.class::isInstance)
                    .map(disk -> (GuestSpec.ImageDisk) disk)
                    .findFirst()
                    .map(disk -> new Root(disk.base().toString(), disk.format()))
                    .orElse(null);
        }
    }

    /** An attached volume; how to reach it is not kept, for that can hold passwords. */
    public record Volume(VolumeId id, String device) {
        static Volume of(GuestSpec.VolumeDisk disk) {
            return new Volume(disk.volume(), disk.device());
        }
    }

    /** Started, and paused before its first instruction. */
    static FakeGuest spawned(ServerId server, GuestSpec spec) {
        var volumes = spec.disks().stream()
                .filter(GuestSpec.VolumeDisk.class::isInstance)
                .map(disk -> Volume.of((GuestSpec.VolumeDisk) disk))
                .toList();
        var disks = spec.disks().stream()
                .filter(Predicate.not(GuestSpec.VolumeDisk.class::isInstance))
                .map(GuestSpec.Disk::device)
                .toList();
        return new FakeGuest(
                server,
                spec.name(),
                spec.hostname(),
                spec.vcpus(),
                spec.memoryMib(),
                disks,
                volumes,
                spec.nics(),
                PowerState.PAUSED,
                1,
                Root.of(spec),
                null);
    }

    boolean active() {
        return state == PowerState.RUNNING || state == PowerState.PAUSED;
    }

    FakeGuest in(PowerState state) {
        return new FakeGuest(
                server, name, hostname, vcpus, memoryMib, disks, volumes, nics, state, boots, root, rescue);
    }

    FakeGuest sized(int vcpus, int memoryMib) {
        return new FakeGuest(
                server, name, hostname, vcpus, memoryMib, disks, volumes, nics, state, boots, root, rescue);
    }

    FakeGuest booted() {
        return new FakeGuest(
                server,
                name,
                hostname,
                vcpus,
                memoryMib,
                disks,
                volumes,
                nics,
                PowerState.RUNNING,
                boots + 1,
                root,
                rescue);
    }

    /** Started from another image or, with null, from its own. */
    FakeGuest rescued(@Nullable Root from) {
        return new FakeGuest(
                server,
                name,
                hostname,
                vcpus,
                memoryMib,
                disks,
                volumes,
                nics,
                PowerState.RUNNING,
                boots + 1,
                root,
                from);
    }

    FakeGuest with(Volume volume) {
        return withVolumes(Stream.concat(without(volume.id()).volumes.stream(), Stream.of(volume))
                .toList());
    }

    FakeGuest without(VolumeId volume) {
        return withVolumes(volumes.stream().filter(v -> !v.id().equals(volume)).toList());
    }

    FakeGuest with(GuestSpec.Nic nic) {
        return withNics(
                Stream.concat(without(nic).nics.stream(), Stream.of(nic)).toList());
    }

    FakeGuest without(GuestSpec.Nic nic) {
        return withNics(nics.stream().filter(n -> !n.port().equals(nic.port())).toList());
    }

    private FakeGuest withVolumes(List<Volume> volumes) {
        return new FakeGuest(
                server, name, hostname, vcpus, memoryMib, disks, volumes, nics, state, boots, root, rescue);
    }

    private FakeGuest withNics(List<GuestSpec.Nic> nics) {
        return new FakeGuest(
                server, name, hostname, vcpus, memoryMib, disks, volumes, nics, state, boots, root, rescue);
    }
}
