package stratus.nova.compute.virt.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.nova.compute.virt.GuestSpec;
import stratus.nova.compute.virt.Resizing;
import stratus.nova.compute.virt.VirtDriver;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.nova.compute.virt.VirtDriverContract;
import stratus.nova.compute.virt.fake.FakeFaults.Moment;
import stratus.nova.compute.virt.fake.FakeFaults.Operation;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;

final class FakeDriverTest extends VirtDriverContract {
    @TempDir
    private Path data;

    private FakeDriver driver;

    @BeforeEach
    void starts() {
        driver = new FakeDriver(data, FakeDriver.plenty("fake-1"));
    }

    @Override
    protected VirtDriver driver() {
        return driver;
    }

    @Override
    protected VirtDriver restarted() {
        driver.close();
        driver = new FakeDriver(data, FakeDriver.plenty("fake-1"));
        return driver;
    }

    @Override
    protected GuestSpec spec(String name) {
        var disk = new GuestSpec.ImageDisk("vda", true, ImageId.random(), image(), "qcow2", 1);
        return new GuestSpec(name, name, 1, 128, Map.of(), List.of(disk), List.of(nic()));
    }

    private Path image() {
        try {
            return Files.writeString(data.resolve("image"), "an image");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected List<String> rootDisks(ServerId server) {
        var guest = driver.guest(server).orElseThrow();
        return Stream.of(guest.boot().rescue(), guest.root())
                .filter(Objects::nonNull)
                .map(Object::toString)
                .toList();
    }

    /** Its disks have none. */
    @Override
    protected Resizing.Size size(ServerId server) {
        var guest = driver.guest(server).orElseThrow();
        return new Resizing.Size(
                guest.hardware().vcpus(),
                guest.hardware().memoryMib(),
                guest.hardware().memoryMib() > 128 ? 2 : 1);
    }

    @Override
    protected GuestSpec.VolumeDisk volume(String device) {
        return new GuestSpec.VolumeDisk(device, false, VolumeId.random(), "local", Map.of());
    }

    @Override
    protected GuestSpec.Nic nic() {
        return new GuestSpec.Nic(PortId.random(), "fa:16:3e:00:00:01", "tap1", null, 1450);
    }

    @Override
    protected boolean attached(ServerId server, GuestSpec.VolumeDisk disk) {
        return driver.guest(server).orElseThrow().hardware().volumes().stream()
                .anyMatch(v -> v.id().equals(disk.volume()));
    }

    @Override
    protected int crowd() {
        return 100;
    }

    @Test
    void theConsoleNamesTheGuestAndShowsEachBoot() {
        var server = running();
        assertThat(driver.consoleLog(server, null)).contains("guest-1 login:", server.text());
        driver.reboot(server, false);
        assertThat(driver.consoleLog(server, null)).containsSubsequence("login:", "Linux version", "login:");
        assertThat(driver.consoleLog(server, 2)).isEqualTo("\nguest-1 login: \n");
    }

    @Test
    void anArmedFaultStrikesAsOftenAsToldInTheNextProcessToo() {
        driver.faults().arm(Operation.SPAWN, Moment.BEFORE, 2, "no room");
        assertThatThrownBy(this::spawn)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no room");
        restarted();
        assertThatThrownBy(this::spawn).hasMessage("no room");
        assertThat(driver.guests()).isEmpty();
        spawn();
        assertThat(driver.guests()).hasSize(1);
    }

    @Test
    void aFaultAfterTheEffectLeavesTheEffect() {
        driver.faults().arm(Operation.SPAWN, Moment.AFTER, 1, "the line broke");
        assertThatThrownBy(this::spawn).hasMessage("the line broke");
        assertThat(driver.guests()).hasSize(1);
    }

    @Test
    void aGuestThatEndsByItselfIsTold() throws Exception {
        var told = new CompletableFuture<ServerId>();
        var server = running();
        try (var _ = driver.watch(told::complete)) {
            driver.end(server, PowerState.CRASHED);
            assertThat(told.get(120, TimeUnit.SECONDS)).isEqualTo(server);
        }
        assertThat(driver.powerState(server)).isEqualTo(PowerState.CRASHED);
    }
}
