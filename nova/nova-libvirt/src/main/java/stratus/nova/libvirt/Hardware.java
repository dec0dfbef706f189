package stratus.nova.libvirt;

import java.util.List;
import java.util.Map;
import stratus.oslo.base.Fault;

/**
 * The machine that a guest shall see: q35 and virtio, unless its image or flavor wishes else.
 *
 * @param machine {@code q35} or {@code pc}
 * @param diskBus {@code virtio}, {@code scsi}, {@code sata}
 * @param nicModel {@code virtio}, {@code e1000}, {@code e1000e}, {@code rtl8139}
 * @param video {@code vga}, {@code cirrus}, {@code qxl}, {@code virtio}, {@code none}
 * @param tablet whether the mouse is a USB tablet: exact on the screen, and some load when idle
 */
record Hardware(String machine, String diskBus, String nicModel, String video, boolean tablet) {

    static Hardware wished(Map<String, String> properties) {
        return new Hardware(
                wish(properties, "hw_machine_type", List.of("q35", "pc")),
                wish(properties, "hw_disk_bus", List.of("virtio", "scsi", "sata")),
                wish(properties, "hw_vif_model", List.of("virtio", "e1000", "e1000e", "rtl8139")),
                wish(properties, "hw_video_model", List.of("vga", "cirrus", "qxl", "virtio", "none")),
                wish(properties, "hw_pointer_model", List.of("ps2mouse", "usbtablet"))
                        .equals("usbtablet"));
    }

    /** The first one is ours. */
    private static String wish(Map<String, String> properties, String name, List<String> known) {
        String wished = properties.getOrDefault(name, known.getFirst());
        if (!known.contains(wished)) {
            throw new Fault.Invalid(name, "'%s' is not one of %s.".formatted(wished, String.join(", ", known)));
        }
        return wished;
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
