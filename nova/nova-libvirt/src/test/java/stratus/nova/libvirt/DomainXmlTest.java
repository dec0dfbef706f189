package stratus.nova.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import stratus.nova.compute.virt.GuestSpec;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;

final class DomainXmlTest {
    private static final ServerId SERVER = ServerId.parse("8a8e1d8e-0c1c-4d6e-9b39-0f6f5d1d2c11");
    private static final GuestFolder FOLDER = new GuestFolder(Path.of("/data/guests/" + SERVER.text()));
    private static final GuestSpec.VolumeDisk VOLUME = new GuestSpec.VolumeDisk(
            "vdb",
            false,
            new VolumeId(SERVER.value()),
            "local",
            Map.of("device_path", "/data/volume-1", "format", "raw"));
    private static final GuestSpec.Nic NIC =
            new GuestSpec.Nic(PortId.random(), "fa:16:3e:01:02:03", "tap1234", "brq1", 1450);

    private static GuestSpec guest(Map<String, String> properties) {
        return new GuestSpec(
                "<tom & jerry>",
                "tom",
                2,
                512,
                properties,
                List.of(
                        new GuestSpec.ImageDisk("vda", true, ImageId.random(), Path.of("/base"), "qcow2", 1),
                        VOLUME,
                        new GuestSpec.ConfigDrive("vdc", Path.of("/tmp/c.iso"))),
                List.of(NIC));
    }

    private static String render(VirtType type, Map<String, String> properties) {
        return new DomainXml(type).render(SERVER, guest(properties), FOLDER);
    }

    @Test
    void aGuestIsAQ35MachineThatSaysItIsNovas() {
        assertThat(render(VirtType.QEMU, Map.of()))
                .contains("<domain type='qemu'>", "machine='q35'", "<uuid>" + SERVER.text(), "<vcpu>2</vcpu>")
                .contains("<memory unit='MiB'>512</memory>", "<entry name='product'>OpenStack Nova</entry>")
                .contains("<nova:instance xmlns:nova='http://openstack.org/xmlns/libvirt/nova/1.1'>")
                .contains("<nova:name>&lt;tom &amp; jerry&gt;</nova:name>");
    }

    @Test
    void thereAreSlotsToPlugInto() {
        assertThat(render(VirtType.QEMU, Map.of()).split("pcie-root-port", -1)).hasSize(13);
        assertThat(render(VirtType.QEMU, Map.of("hw_machine_type", "pc"))).doesNotContain("pcie-root-port");
    }

    @Test
    void disksAndInterfacesAreWhereTheirOwnersPutThem() {
        assertThat(render(VirtType.QEMU, Map.of()))
                .contains("<source file='/data/guests/" + SERVER.text() + "/disk.vda'/>", "<boot order='1'/>")
                .contains("<source file='/data/volume-1'/>", "<serial>" + SERVER.text() + "</serial>")
                .contains("<source file='/data/guests/" + SERVER.text() + "/config-2.iso'/>", "device='cdrom'")
                .contains("<source bridge='brq1'/>", "<target dev='tap1234'/>", "<mtu size='1450'/>")
                .contains("<log file='/data/guests/" + SERVER.text() + "/console.log' append='off'/>");
    }

    @Test
    void theProcessorIsTheHostsOnlyWithKvm() {
        assertThat(render(VirtType.KVM, Map.of())).contains("<domain type='kvm'>", "mode='host-model'");
        assertThat(render(VirtType.QEMU, Map.of())).doesNotContain("host-model");
    }

    @Test
    void anImagesWishesAreFulfilledOrRefused() {
        assertThat(render(VirtType.QEMU, Map.of("hw_disk_bus", "scsi", "hw_vif_model", "e1000")))
                .contains("dev='sda' bus='scsi'", "model='virtio-scsi'", "<model type='e1000'/>");
        assertThatThrownBy(() -> render(VirtType.QEMU, Map.of("hw_disk_bus", "xen")))
                .isInstanceOf(Fault.Invalid.class)
                .hasMessageContaining("hw_disk_bus");
    }

    @Test
    void aVolumeThatTheDriverCannotReachIsRefused() {
        var volume = new GuestSpec.VolumeDisk("vdb", false, VolumeId.random(), "fibre_channel", Map.of());
        var guest = new GuestSpec("g", "g", 1, 64, Map.of(), List.of(volume), List.of());
        assertThatThrownBy(() -> new DomainXml(VirtType.QEMU).render(SERVER, guest, FOLDER))
                .isInstanceOf(Fault.NotImplemented.class)
                .hasMessageContaining("fibre_channel");
    }

    @Test
    void aVolumesLimitsAreTheGuests() {
        var specs = Map.<String, Object>of("read_iops_sec", "200", "total_bytes_sec_max", 9, "of_the_backend", "x");
        assertThat(limited(specs))
                .contains("<iotune>", "<read_iops_sec>200</read_iops_sec>")
                .contains("<total_bytes_sec_max>9</total_bytes_sec_max>")
                .doesNotContain("of_the_backend");
        assertThat(limited(Map.of("of_the_backend", "x"))).doesNotContain("iotune");
        assertThatThrownBy(() -> limited(Map.of("read_iops_sec", "many")))
                .isInstanceOf(Fault.Invalid.class)
                .hasMessageContaining("read_iops_sec");
    }

    private static String limited(Map<String, Object> specs) {
        var data = Map.<String, Object>of("device_path", "/data/volume-1", "qos_specs", specs);
        var volume = new GuestSpec.VolumeDisk("vdb", false, VolumeId.random(), "local", data);
        var guest = new GuestSpec("g", "g", 1, 64, Map.of(), List.of(volume), List.of());
        return new DomainXml(VirtType.QEMU).render(SERVER, guest, FOLDER);
    }

    @Test
    void whatIsWrittenCanBeFoundAgain() {
        var view = new DomainView(render(VirtType.QEMU, Map.of("hw_vif_model", "e1000")));
        assertThat(view.volume(VOLUME))
                .hasValueSatisfying(xml -> assertThat(xml).contains("/data/volume-1"));
        assertThat(view.nic(NIC)).hasValueSatisfying(xml -> assertThat(xml).contains("tap1234"));
        assertThat(view.hardware().nicModel()).isEqualTo("e1000");
        assertThat(view.screen()).isEmpty();
    }
}
