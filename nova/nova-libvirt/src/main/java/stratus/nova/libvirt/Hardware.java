package stratus.nova.libvirt;

import java.util.List;
import java.util.Map;
import stratus.oslo.base.Fault;

/**
 * The machine that a guest shall see: q35 and virtio, unless its image or flavor wishes else.
 *
 * @param machine {@code q35} or {@code pc}
 * @param diskBus {@code virtio}, {@code scsi}, {@code sata}
 * @param cdromBus {@code scsi}, {@code sata}, {@code ide}. A guest that knows virtio has no driver for the others
 *     sometimes: Debian's cloud kernel has none for q35's SATA
 * @param nicModel {@code virtio}, {@code e1000}, {@code e1000e}, {@code rtl8139}
 * @param video {@code vga}, {@code cirrus}, {@code qxl}, {@code virtio}, {@code none}
 * @param tablet whether the mouse is a USB tablet: exact on the screen, and some load when idle
 */
record Hardware(String machine, String diskBus, String cdromBus, String nicModel, String video, boolean tablet) {
    private static final List<String> DISK_BUSES = List.of("virtio", "scsi", "sata");

    static Hardware wished(Map<String, String> properties) {
        String disks = wish(properties, "hw_disk_bus", DISK_BUSES);
        return new Hardware(
                wish(properties, "hw_machine_type", List.of("q35", "pc")),
                disks,
                wish(properties, "hw_cdrom_bus", cdromBuses(disks)),
                wish(properties, "hw_vif_model", List.of("virtio", "e1000", "e1000e", "rtl8139")),
                wish(properties, "hw_video_model", List.of("vga", "cirrus", "qxl", "virtio", "none")),
                wish(properties, "hw_pointer_model", List.of("ps2mouse", "usbtablet"))
                        .equals("usbtablet"));
    }

    private static List<String> cdromBuses(String disks) {
        return disks.equals("sata") ? List.of("sata", "scsi", "ide") : List.of("scsi", "sata", "ide");
    }

    /** The first one is ours. */
    private static String wish(Map<String, String> properties, String name, List<String> known) {
        String wished = properties.getOrDefault(name, known.getFirst());
        if (!known.contains(wished)) {
            throw new Fault.Invalid(name, "'%s' is not one of %s.".formatted(wished, String.join(", ", known)));
        }
        return wished;
    }

    boolean scsi() {
        return diskBus.equals("scsi") || cdromBus.equals("scsi");
    }

    boolean pciExpress() {
        return machine.equals("q35");
    }

    /** The name a disk has in libvirt: {@code vdb} on virtio, {@code sdb} elsewhere. */
    String target(String device) {
        char letter = device.charAt(device.length() - 1);
        return (diskBus.equals("virtio") ? "vd" : "sd") + letter;
    }
}
