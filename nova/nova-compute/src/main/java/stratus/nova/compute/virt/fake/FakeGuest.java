package stratus.nova.compute.virt.fake;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stratus.nova.compute.virt.GuestSpec;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;

/**
 * What the fake hypervisor remembers of a guest, as its file has it: one flat JSON object.
 *
 * @param disks the devices that are no volumes
 * @param root null where it boots from a volume
 */
public record FakeGuest(
        ServerId server,
        String name,
        String hostname,
        List<String> disks,
        @Nullable Root root,
        @JsonUnwrapped Hardware hardware,
        @JsonUnwrapped Boot boot) {

    /** What it is made of that may change. */
    public record Hardware(int vcpus, int memoryMib, List<Volume> volumes, List<GuestSpec.Nic> nics) {
        Hardware with(List<Volume> volumes) {
            return new Hardware(vcpus, memoryMib, volumes, nics);
        }

        Hardware sized(int vcpus, int memoryMib) {
            return new Hardware(vcpus, memoryMib, volumes, nics);
        }

        Hardware plugged(List<GuestSpec.Nic> nics) {
            return new Hardware(vcpus, memoryMib, volumes, nics);
        }
    }

    /**
     * Whether it runs, and from what.
     *
     * @param boots how often it was started; the console shows each
     * @param rescue what it boots from instead of its own disk; null where it is not rescued
     */
    public record Boot(
            PowerState state, int boots, @Nullable Root rescue) {
        Boot in(PowerState state) {
            return new Boot(state, boots, rescue);
        }

        Boot again(@Nullable Root rescue) {
            return new Boot(PowerState.RUNNING, boots + 1, rescue);
        }
    }

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
                disks,
                Root.of(spec),
                new Hardware(spec.vcpus(), spec.memoryMib(), volumes, spec.nics()),
                new Boot(PowerState.PAUSED, 1, null));
    }

    PowerState state() {
        return boot.state();
    }

    boolean active() {
        return state() == PowerState.RUNNING || state() == PowerState.PAUSED;
    }

    FakeGuest in(PowerState state) {
        return with(boot.in(state));
    }

    FakeGuest booted() {
        return with(boot.again(boot.rescue()));
    }

    /** Started from another image or, with null, from its own. */
    FakeGuest rescued(@Nullable Root from) {
        return with(boot.again(from));
    }

    FakeGuest sized(int vcpus, int memoryMib) {
        return with(hardware.sized(vcpus, memoryMib));
    }

    FakeGuest with(Volume volume) {
        var others = without(volume.id()).hardware.volumes().stream();
        return with(hardware.with(Stream.concat(others, Stream.of(volume)).toList()));
    }

    FakeGuest without(VolumeId volume) {
        var others = hardware.volumes().stream().filter(v -> !v.id().equals(volume));
        return with(hardware.with(others.toList()));
    }

    FakeGuest with(GuestSpec.Nic nic) {
        var others = without(nic).hardware.nics().stream();
        return with(hardware.plugged(Stream.concat(others, Stream.of(nic)).toList()));
    }

    FakeGuest without(GuestSpec.Nic nic) {
        var others = hardware.nics().stream().filter(n -> !n.port().equals(nic.port()));
        return with(hardware.plugged(others.toList()));
    }

    private FakeGuest with(Hardware hardware) {
        return new FakeGuest(server, name, hostname, disks, root, hardware, boot);
    }

    private FakeGuest with(Boot boot) {
        return new FakeGuest(server, name, hostname, disks, root, hardware, boot);
    }
}
