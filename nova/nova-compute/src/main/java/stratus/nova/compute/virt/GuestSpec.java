package stratus.nova.compute.virt;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.VolumeId;

/**
 * All that a hypervisor needs to know to run a guest; a build fills it in, hook by hook.
 *
 * @param hostname the name that the guest has inside
 * @param memoryMib at least 1
 * @param properties the image's {@code hw_*} and the flavor's {@code hw:*} wishes, by name
 * @param disks in the order the guest shall see them, the bootable one first
 */
public record GuestSpec(
        String name,
        String hostname,
        int vcpus,
        int memoryMib,
        Map<String, String> properties,
        List<Disk> disks,
        List<Nic> nics) {
    /** {@code vda}, {@code vdb}, …: the name of the disk that is added next. */
    public String nextDevice() {
        return "vd" + (char) ('a' + disks.size());
    }

    /** One disk of a guest. {@code device} is what Nova calls it, as {@code vda}. */
    public sealed interface Disk {
        String device();

        boolean bootable();
    }

    /** A copy-on-write layer on a cached image, kept with the guest and gone with it. */
    public record ImageDisk(String device, boolean bootable, ImageId image, Path base, String format, int sizeGib)
            implements Disk {}

    /** An empty disk, kept with the guest and gone with it: ephemeral or swap. */
    public record BlankDisk(String device, int sizeMib) implements Disk {
        @Override
        public boolean bootable() {
            return false;
        }
    }

    /** What cloud-init reads: a small ISO 9660 image with the label {@code config-2}, shown as a CD-ROM. */
    public record ConfigDrive(String device, Path iso) implements Disk {
        @Override
        public boolean bootable() {
            return false;
        }
    }

    /**
     * A volume, as Cinder's connection info has it.
     *
     * @param driverVolumeType {@code local}, {@code iscsi}, {@code rbd}, … as os-brick knows them
     * @param data the dictionary that os-brick expects; for {@code local}, {@code device_path} and {@code format}
     */
    public record VolumeDisk(
            String device, boolean bootable, VolumeId volume, String driverVolumeType, Map<String, Object> data)
            implements Disk {}

    /**
     * One network interface.
     *
     * @param tap the name of the host's end, {@code tap} and the first 11 characters of the port's id
     * @param bridge the Linux bridge that the agent keeps for the network; null where no agent is
     */
    public record Nic(
            PortId port,
            String macAddress,
            String tap,
            @Nullable String bridge,
            int mtu) {}

    public static GuestSpec blank() {
        return new GuestSpec("", "", 0, 0, Map.of(), List.of(), List.of());
    }

    public GuestSpec withDisks(List<? extends Disk> more) {
        var all = Stream.concat(disks.stream(), more.stream()).<Disk>map(d -> d).toList();
        return new GuestSpec(name, hostname, vcpus, memoryMib, properties, all, nics);
    }

    public GuestSpec withNics(List<Nic> nics) {
        return new GuestSpec(name, hostname, vcpus, memoryMib, properties, disks, nics);
    }
}
