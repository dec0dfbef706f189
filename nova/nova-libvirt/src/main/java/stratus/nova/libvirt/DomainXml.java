package stratus.nova.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import stratus.nova.compute.virt.GuestSpec;
import stratus.oslo.base.Ids.ServerId;

/** libvirt's definition of a guest. */
final class DomainXml {
    /** What marks a domain as ours, as upstream's driver does. */
    static final String NOVA = "http://openstack.org/xmlns/libvirt/nova/1.1";

    /** Slots to plug into while the guest runs: each takes one, and libvirt's own default runs out at two. */
    private static final int ROOT_PORTS = 12;

    private final VirtType virtType;

    DomainXml(VirtType virtType) {
        this.virtType = virtType;
    }

    String render(ServerId server, GuestSpec guest, GuestFolder folder) {
        var hardware = Hardware.wished(guest.properties());
        var domain = Xml.of("domain", "type", virtType.domainType())
                .with(
                        Xml.text("uuid", server.text()),
                        Xml.text("name", name(server, guest)),
                        metadata(guest),
                        Xml.text("memory", guest.memoryMib(), "unit", "MiB"),
                        Xml.text("vcpu", guest.vcpus()),
                        sysinfo(server),
                        os(hardware),
                        Xml.of("features").with(Xml.of("acpi"), Xml.of("apic")),
                        cpu(guest),
                        clock(),
                        Xml.text("on_poweroff", "destroy"),
                        Xml.text("on_reboot", "restart"),
                        Xml.text("on_crash", "destroy"),
                        devices(guest, folder, hardware));
        return domain.toString();
    }

    /** Nova's own kind of name is kept; any other could be another guest's, too. */
    private static String name(ServerId server, GuestSpec guest) {
        return guest.name().matches("instance-[0-9a-f]{8}") ? guest.name() : "instance-" + server.text();
    }

    private static Xml metadata(GuestSpec guest) {
        var flavor = Xml.of("nova:flavor")
                .with(Xml.text("nova:memory", guest.memoryMib()), Xml.text("nova:vcpus", guest.vcpus()));
        var instance = Xml.of("nova:instance", "xmlns:nova", NOVA)
                .with(Xml.of("nova:package", "version", "Stratus"), Xml.text("nova:name", guest.name()), flavor);
        return Xml.of("metadata").with(instance);
    }

    /** cloud-init looks for a metadata service only in a machine that says it is Nova's. */
    private static Xml sysinfo(ServerId server) {
        var system = Xml.of("system")
                .with(
                        entry("manufacturer", "OpenStack Foundation"),
                        entry("product", "OpenStack Nova"),
                        entry("version", "Stratus"),
                        entry("serial", server.text()),
                        entry("uuid", server.text()),
                        entry("family", "Virtual Machine"));
        return Xml.of("sysinfo", "type", "smbios").with(system);
    }

    private static Xml entry(String name, String value) {
        return Xml.text("entry", value, "name", name);
    }

    private static Xml os(Hardware hardware) {
        return Xml.of("os")
                .with(
                        Xml.text("type", "hvm", "arch", "x86_64", "machine", hardware.machine()),
                        Xml.of("smbios", "mode", "sysinfo"));
    }

    private Xml cpu(GuestSpec guest) {
        var topology = Xml.of("topology", "sockets", guest.vcpus(), "cores", 1, "threads", 1);
        return virtType == VirtType.KVM
                ? Xml.of("cpu", "mode", "host-model", "check", "partial").with(topology)
                : Xml.of("cpu").with(topology);
    }

    private Xml clock() {
        var clock = Xml.of("clock", "offset", "utc");
        return virtType == VirtType.KVM
                ? clock.with(
                        Xml.of("timer", "name", "pit", "tickpolicy", "delay"),
                        Xml.of("timer", "name", "rtc", "tickpolicy", "catchup"),
                        Xml.of("timer", "name", "hpet", "present", "no"))
                : clock;
    }

    private static Xml devices(GuestSpec guest, GuestFolder folder, Hardware hardware) {
        var render = new DeviceXml(hardware, folder);
        var all = new ArrayList<>(controllers(hardware));
        guest.disks().forEach(disk -> all.add(render.disk(disk)));
        guest.nics().forEach(nic -> all.add(render.nic(nic)));
        all.addAll(console(folder));
        all.addAll(screen(hardware));
        all.add(Xml.of("memballoon", "model", "virtio").with(Xml.of("stats", "period", 10)));
        all.add(Xml.of("rng", "model", "virtio").with(Xml.text("backend", "/dev/urandom", "model", "random")));
        return Xml.of("devices").with(all);
    }

    private static List<Xml> controllers(Hardware hardware) {
        var root = Stream.of(Xml.of("controller", "type", "pci", "index", 0, "model", "pcie-root"));
        var slots = IntStream.rangeClosed(1, ROOT_PORTS)
                .mapToObj(i -> Xml.of("controller", "type", "pci", "index", i, "model", "pcie-root-port"));
        var ports = hardware.pciExpress() ? Stream.concat(root, slots) : Stream.<Xml>empty();
        var scsi = Stream.of(Xml.of("controller", "type", "scsi", "model", "virtio-scsi"))
                .filter(_ -> hardware.scsi());
        var usb = hardware.tablet()
                ? Xml.of("controller", "type", "usb", "model", "qemu-xhci")
                : Xml.of("controller", "type", "usb", "model", "none");
        return Stream.of(ports, scsi, Stream.of(usb)).flatMap(s -> s).toList();
    }

    /** The log is what the API shows; the terminal is for {@code virsh console}. */
    private static List<Xml> console(GuestFolder folder) {
        return List.of(Xml.of("serial", "type", "pty")
                .with(Xml.of("log", "file", folder.console(), "append", "off"), Xml.of("target", "port", 0)));
    }

    /** On a socket that only root can reach, whatever network namespace who shows it is in. */
    private static List<Xml> screen(Hardware hardware) {
        var all = new ArrayList<Xml>();
        all.add(Xml.of("graphics", "type", "vnc").with(Xml.of("listen", "type", "socket")));
        all.add(Xml.of("video").with(Xml.of("model", "type", hardware.video())));
        if (hardware.tablet()) {
            all.add(Xml.of("input", "type", "tablet", "bus", "usb"));
        }
        return all;
    }
}
