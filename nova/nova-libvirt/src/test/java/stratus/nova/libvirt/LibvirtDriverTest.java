package stratus.nova.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import stratus.nova.compute.virt.GuestSpec;
import stratus.nova.compute.virt.Resizing;
import stratus.nova.compute.virt.VirtDriver;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.nova.compute.virt.VirtDriverContract;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.process.Programs;

/**
 * The driver against a real libvirtd of the test's own, in a network namespace of the test's own.
 *
 * <p>With the test image, which {@code tools/build-test-image} makes and {@code STRATUS_TEST_IMAGE} names, guests boot
 * and are listened to; without it they have an empty disk, and the tests that need a listening guest are skipped.
 */
@Tag("host")
final class LibvirtDriverTest extends VirtDriverContract {
    private static final Programs RUN = new Programs();
    private static final String NAMESPACE =
            "nova-libvirt-test-" + ProcessHandle.current().pid();
    private static final Duration BOOT = Duration.ofSeconds(300);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static @Nullable Path data;
    private static @Nullable PrivateLibvirtd libvirtd;

    private static @Nullable LibvirtDriver driver;

    @BeforeAll
    static void startsAHost() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(PrivateLibvirtd.installed(), "needs libvirtd and QEMU");
        var folder = Files.createTempDirectory(Path.of("/var/tmp"), "nova-libvirt-");
        data = folder;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        RUN.run("ip", "netns", "add", NAMESPACE);
        RUN.run("ip", "-n", NAMESPACE, "link", "set", "lo", "up");
        RUN.run("ip", "-n", NAMESPACE, "link", "add", "brq-test", "type", "bridge");
        RUN.run("ip", "-n", NAMESPACE, "link", "set", "brq-test", "up");
        libvirtd = libvirtd(folder);
        RUN.run(
                "qemu-img",
                "create",
                "-q",
                "-f",
                "qcow2",
                folder.resolve("empty.qcow2").toString(),
                "1M");
    }

    private static PrivateLibvirtd libvirtd(Path folder) {
        return new PrivateLibvirtd(
                folder.resolve("libvirt"), "host-1", List.of("ip", "netns", "exec", NAMESPACE), VirtType.QEMU, RUN);
    }

    @AfterAll
    static void leavesNothing() throws IOException {
        if (driver != null) {
            driver.close();
        }
        if (libvirtd != null) {
            libvirtd.purge();
        }
        if (data != null) {
            RUN.run("ip", "netns", "del", NAMESPACE);
            try (var files = Files.walk(data)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @BeforeEach
    void connects() {
        restarted();
    }

    @AfterEach
    void everyTestLeavesAnEmptyHost() {
        for (var server : driver().guests()) {
            driver().destroy(server);
        }
    }

    private static Path data() {
        return Objects.requireNonNull(data);
    }

    /** Finds the running libvirtd again, as a new process would. */
    @Override
    protected VirtDriver restarted() {
        if (driver != null) {
            driver.close();
        }
        var patience = new LibvirtConfig.Patience(Duration.ofSeconds(60), Duration.ofSeconds(60));
        driver = new LibvirtDriver(
                new LibvirtConfig(
                        "host-1",
                        data(),
                        VirtType.QEMU,
                        NAMESPACE,
                        libvirtd(data()).varLib(),
                        patience),
                libvirtd(data()));
        return driver;
    }

    @Override
    protected LibvirtDriver driver() {
        return Objects.requireNonNull(driver);
    }

    private static Path image() {
        var named = System.getenv("STRATUS_TEST_IMAGE");
        return named == null ? data().resolve("empty.qcow2") : Path.of(named);
    }

    private static void assumeItBoots() {
        assumeTrue(System.getenv("STRATUS_TEST_IMAGE") != null, "needs the test image: set STRATUS_TEST_IMAGE");
    }

    @Override
    protected GuestSpec spec(String name) {
        var disk = new GuestSpec.ImageDisk("vda", true, ImageId.random(), image(), "qcow2", 1);
        return new GuestSpec(name, name, 1, 128, Map.of(), List.of(disk), List.of(nic()));
    }

    @Override
    protected List<String> rootDisks(ServerId server) {
        var xml = RUN.run("virsh", "-c", libvirtd(data()).uri().toString(), "dumpxml", "--inactive", server.text());
        return new DomainView(xml)
                .attributes("source", "file").stream()
                        .filter(file -> file.contains("/disk."))
                        .toList();
    }

    @Override
    protected Resizing.Size size(ServerId server) {
        var view = new DomainView(
                RUN.run("virsh", "-c", libvirtd(data()).uri().toString(), "dumpxml", "--inactive", server.text()));
        var disk = data().resolve("guests").resolve(server.text()).resolve("disk.vda");
        var info = RUN.run("qemu-img", "info", "-U", "--output=json", disk.toString());
        long bytes = tools.jackson.databind.json.JsonMapper.shared()
                .readTree(info)
                .get("virtual-size")
                .asLong();
        return new Resizing.Size(
                Integer.parseInt(view.text("vcpu")), Integer.parseInt(view.text("memory")) / 1024, (int) (bytes >> 30));
    }

    @Override
    protected GuestSpec.VolumeDisk volume(String device) {
        var path = data().resolve("volume-" + NUMBERS.incrementAndGet());
        RUN.run("qemu-img", "create", "-q", "-f", "raw", path.toString(), "10M");
        var place = Map.<String, Object>of("device_path", path.toString(), "format", "raw");
        return new GuestSpec.VolumeDisk(device, false, VolumeId.random(), "local", place);
    }

    @Override
    protected GuestSpec.Nic nic() {
        int number = NUMBERS.incrementAndGet();
        return new GuestSpec.Nic(
                PortId.random(), "fa:16:3e:00:00:%02x".formatted(number), "taptest" + number, "brq-test", 1450);
    }

    @Override
    protected boolean attached(ServerId server, GuestSpec.VolumeDisk disk) {
        var uri = libvirtd(data()).uri().toString();
        return RUN.run("virsh", "-c", uri, "dumpxml", server.text())
                .contains(disk.volume().text());
    }

    /** Without an operating system no guest lets go. */
    @Override
    protected void detachWhenTheGuestListens(
            VirtDriver.VolumeAttachment volumes, ServerId server, GuestSpec.VolumeDisk disk) {
        if (System.getenv("STRATUS_TEST_IMAGE") == null) {
            driver().powerOff(server, Duration.ZERO);
        } else {
            awaitLogin(server);
        }
        volumes.detach(server, disk);
    }

    @Test
    void aGuestsInterfaceIsOnTheBridgeBeforeItsFirstInstruction() {
        var server = ServerId.random();
        var spec = spec("wired");
        driver().spawn(server, spec);
        assertThat(RUN.run("ip", "-n", NAMESPACE, "link", "show", "master", "brq-test"))
                .contains(spec.nics().getFirst().tap(), "mtu 1450");
        driver().destroy(server);
        assertThat(RUN.run("ip", "-n", NAMESPACE, "link", "show", "master", "brq-test"))
                .isEmpty();
    }

    @Test
    void aDestroyedGuestLeavesNoFile() throws IOException {
        driver().destroy(running());
        try (var left = Files.list(data().resolve("guests"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void theScreenCanBeDialledByItsSocket() throws IOException {
        var screen = driver().vnc(running()).host();
        assertThat(screen).startsWith("unix:" + data());
        try (var socket = SocketChannel.open(UnixDomainSocketAddress.of(screen.substring("unix:".length())))) {
            var greeting = ByteBuffer.allocate(4);
            while (greeting.hasRemaining() && socket.read(greeting) >= 0) {
                continue;
            }
            assertThat(new String(greeting.array(), StandardCharsets.US_ASCII)).isEqualTo("RFB ");
        }
    }

    @Test
    void aGuestFromACachedImageCopiesNoneOfIt() throws IOException {
        assumeItBoots();
        var server = spawn();
        var disk = data().resolve("guests").resolve(server.text()).resolve("disk.vda");
        assertThat(Files.size(image())).isGreaterThan(4 << 20);
        assertThat(Files.size(disk)).isLessThan(1 << 20);
        assertThat(Qcow2Header.of(disk).orElseThrow().backingFile()).isEqualTo(image().toAbsolutePath());
    }

    @Test
    void aGuestThatEndsByItselfIsTold() throws Exception {
        var told = new LinkedBlockingQueue<ServerId>();
        var server = running();
        try (var _ = driver().watch(told::add)) {
            RUN.run("virsh", "-c", libvirtd(data()).uri().toString(), "destroy", server.text());
            assertThat(told.poll(120, TimeUnit.SECONDS)).isEqualTo(server);
        }
        assertThat(driver().powerState(server)).isEqualTo(PowerState.SHUTDOWN);
    }

    @Test
    void guestsOfOthersAreNotOurs() throws IOException {
        var file = Files.writeString(data().resolve("other.xml"), """
                <domain type='qemu'><name>other</name><memory unit='MiB'>64</memory>
                <os><type arch='x86_64' machine='q35'>hvm</type></os></domain>
                """);
        var uri = libvirtd(data()).uri().toString();
        RUN.run("virsh", "-c", uri, "define", file.toString());
        var server = spawn();
        assertThat(driver().guests()).containsExactly(server);
        RUN.run("virsh", "-c", uri, "undefine", "other");
    }

    @Test
    void aBootedGuestReadsItsConfigDriveAndListensToTheButton() throws IOException {
        assumeItBoots();
        var server = ServerId.random();
        var drive = new GuestSpec.ConfigDrive("vdc", configDrive(server));
        driver().spawn(server, spec("plain").withDisks(List.of(drive)));
        driver().unpause(server);
        awaitLogin(server);
        assertThat(driver().consoleLog(server, null)).contains("config drive: found", "named login:");

        driver().reboot(server, false);
        awaitLogin(server);
        driver().powerOff(server, BOOT);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.SHUTDOWN);
        assertThat(driver().consoleLog(server, null)).as("not by force").contains("Power down");
    }

    @Test
    void anInterfaceComesAndGoesWhileTheGuestRuns() {
        assumeItBoots();
        var server = running();
        awaitLogin(server);
        var nic = nic();
        driver().attach(server, nic);
        assertThat(RUN.run("ip", "-n", NAMESPACE, "link", "show", "master", "brq-test"))
                .contains(nic.tap());
        driver().detach(server, nic);
        assertThat(RUN.run("ip", "-n", NAMESPACE, "link", "show", "master", "brq-test"))
                .doesNotContain(nic.tap() + ":");
    }

    @Test
    void aVolumeGrowsUnderARunningGuest() {
        var server = running();
        var disk = volume("vdb");
        driver().attach(server, disk);
        var file = String.valueOf(disk.data().get("device_path"));
        RUN.run("truncate", "-s", "20M", file);

        driver().extended(server, disk);
        driver().extended(server, disk);

        var uri = libvirtd(data()).uri().toString();
        assertThat(RUN.run("virsh", "-c", uri, "domblkinfo", server.text(), "vdb"))
                .containsPattern("Capacity: +20971520");
        driver().powerOff(server, Duration.ZERO);
        driver().extended(server, disk);
        driver().extended(ServerId.random(), disk);
    }

    @Test
    void aGuestIsMeasuredAndWhatIsOffHasNoCounts() {
        var server = running();
        var running = driver().diagnostics(server);
        assertThat(running.state()).isEqualTo("running");
        assertThat(running.driver()).isEqualTo("libvirt");
        assertThat(running.hypervisor()).isEqualTo("qemu");
        assertThat(running.cpus())
                .singleElement()
                .satisfies(cpu -> assertThat(cpu.time()).isNotNull());
        assertThat(running.nics())
                .singleElement()
                .satisfies(nic -> assertThat(nic.macAddress()).startsWith("fa:16:3e"));
        assertThat(running.disks())
                .singleElement()
                .satisfies(one -> assertThat(one.readBytes()).isNotNull());
        assertThat(running.memory().maximum()).isEqualTo(128);

        driver().powerOff(server, Duration.ZERO);
        var off = driver().diagnostics(server);
        assertThat(off.state()).isEqualTo("shutdown");
        assertThat(off.cpus())
                .singleElement()
                .satisfies(cpu -> assertThat(cpu.time()).isNull());
    }

    @Test
    void aSuspendedGuestGoesOnWhereItWasAndALeftMemoryGoesWithIt() throws IOException {
        assumeItBoots();
        var server = running();
        awaitLogin(server);
        driver().suspend(server);
        driver().resume(server);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.RUNNING);
        assertThat(RUN.run("ip", "-n", NAMESPACE, "link", "show", "master", "brq-test"))
                .contains("taptest");
        driver().powerOff(server, BOOT);
        assertThat(driver().consoleLog(server, null))
                .as("it listens, and did not boot")
                .contains("Power down")
                .doesNotContain("SYSLINUX");
        driver().powerOn(server);
        driver().suspend(server);
        driver().destroy(server);
        try (var left = Files.list(data().resolve("libvirt/lib/qemu/save"))) {
            assertThat(left).isEmpty();
        }
    }

    private static Path configDrive(ServerId server) throws IOException {
        var folder = Files.createDirectories(data().resolve("drive/openstack/latest"));
        Files.writeString(
                folder.resolve("meta_data.json"),
                "{\"uuid\": \"%s\", \"hostname\": \"named.novalocal\"}".formatted(server.text()));
        var iso = data().resolve("drive.iso");
        RUN.run(
                "genisoimage",
                "-quiet",
                "-R",
                "-V",
                "config-2",
                "-o",
                iso.toString(),
                data().resolve("drive").toString());
        return iso;
    }

    private void awaitLogin(ServerId server) {
        assertThat(Waiting.until(BOOT, () -> driver().consoleLog(server, 1).contains("login:")))
                .as(() -> driver().consoleLog(server, null))
                .isTrue();
    }
}
