package stratus.nova.libvirt;

import java.nio.file.Path;
import stratus.nova.compute.virt.GuestSpec;
import stratus.oslo.base.Fault;

/** libvirt's XML for a guest's disks and network interfaces, in its definition and for hot-plug alike. */
final class DeviceXml {
    private final Hardware hardware;
    private final GuestFolder folder;

    DeviceXml(Hardware hardware, GuestFolder folder) {
        this.hardware = hardware;
        this.folder = folder;
    }

    Xml disk(GuestSpec.Disk disk) {
        return switch (disk) {
            case GuestSpec.ImageDisk image -> file(image, folder.disk(image), "qcow2");
            case GuestSpec.BlankDisk blank -> file(blank, folder.disk(blank), "qcow2");
            case GuestSpec.ConfigDrive drive -> cdrom(folder.disk(drive));
            case GuestSpec.VolumeDisk volume -> volume(volume);
        };
    }

    private Xml file(GuestSpec.Disk disk, Path path, String format) {
        return disk(disk, "file", format).with(Xml.of("source", "file", path));
    }

    private Xml volume(GuestSpec.VolumeDisk volume) {
        if (!volume.driverVolumeType().equals("local")) {
            throw new Fault.NotImplemented("Volumes of type %s cannot be attached by the libvirt driver."
                    .formatted(volume.driverVolumeType()));
        }
        var path = String.valueOf(volume.data().get("device_path"));
        var format = String.valueOf(volume.data().getOrDefault("format", "raw"));
        var source = path.startsWith("/dev/")
                ? disk(volume, "block", format).with(Xml.of("source", "dev", path))
                : disk(volume, "file", format).with(Xml.of("source", "file", path));
        return source.with(Xml.text("serial", volume.volume().text())).with(IoTune.of(volume.data()));
    }

    private Xml disk(GuestSpec.Disk disk, String type, String format) {
        var xml = Xml.of("disk", "type", type, "device", "disk")
                .with(
                        Xml.of("driver", "name", "qemu", "type", format, "cache", "writeback", "discard", "unmap"),
                        Xml.of("target", "dev", hardware.target(disk.device()), "bus", hardware.diskBus()));
        return disk.bootable() ? xml.with(Xml.of("boot", "order", 1)) : xml;
    }

    /** Beyond all disks: its name is no device of Nova's. */
    private Xml cdrom(Path iso) {
        var bus = hardware.cdromBus();
        var target = Xml.of("target", "dev", bus.equals("ide") ? "hda" : "sdz", "bus", bus);
        var xml = Xml.of("disk", "type", "file", "device", "cdrom")
                .with(
                        Xml.of("driver", "name", "qemu", "type", "raw"),
                        Xml.of("source", "file", iso),
                        target,
                        Xml.of("readonly"));
        // its name alone would have libvirt add controllers until there is one for it
        return bus.equals("scsi") ? xml.with(Xml.of("address", "type", "drive", "controller", 0, "target", 25)) : xml;
    }

    /** On the agent's bridge; a TAP of its own where no agent is. */
    Xml nic(GuestSpec.Nic nic) {
        var bridge = nic.bridge();
        var xml = bridge == null
                ? Xml.of("interface", "type", "ethernet")
                : Xml.of("interface", "type", "bridge").with(Xml.of("source", "bridge", bridge));
        return xml.with(
                Xml.of("mac", "address", nic.macAddress()),
                Xml.of("target", "dev", nic.tap()),
                Xml.of("model", "type", hardware.nicModel()),
                Xml.of("mtu", "size", nic.mtu()));
    }
}
