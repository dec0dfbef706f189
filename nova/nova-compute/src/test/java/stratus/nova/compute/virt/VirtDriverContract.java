package stratus.nova.compute.virt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;

/** What every {@link VirtDriver} has to do; a driver's test extends it and says how to make one. */
public abstract class VirtDriverContract {
    private final List<ServerId> made = new ArrayList<>();

    /** The driver under test. */
    protected abstract VirtDriver driver();

    /** Closes the driver and gives a new one over the same host, as after a restart of the process. */
    protected abstract VirtDriver restarted();

    /** A small guest that this driver can start. */
    protected abstract GuestSpec spec(String name);

    /** A volume that can be attached to any of the guests, as {@code device}. */
    protected abstract GuestSpec.VolumeDisk volume(String device);

    /** A network interface that can be given to any of the guests. */
    protected abstract GuestSpec.Nic nic();

    /** The size that the guest is defined with, and of its root disk. */
    protected abstract Resizing.Size size(ServerId server);

    /** How many guests at once are fair to ask of it. */
    protected int crowd() {
        return 4;
    }

    @AfterEach
    void destroysWhatTheTestMade() {
        made.forEach(driver()::destroy);
    }

    @Test
    void aSpawnedGuestWaitsUntilItIsUnpaused() {
        var server = spawn();
        assertThat(driver().powerState(server)).isEqualTo(PowerState.PAUSED);
        driver().unpause(server);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.RUNNING);
        assertThat(driver().guests()).contains(server);
    }

    @Test
    void aGuestGetsAnotherSizeAndHasTheOldOneBack() {
        var server = running();
        var resizing = resizing(driver());
        var move = UUID.randomUUID();
        var larger = new Resizing.Size(2, 192, 2);
        assertThatThrownBy(() -> resizing.resize(server, move, larger)).isInstanceOf(Fault.Conflict.class);

        driver().powerOff(server, Duration.ZERO);
        resizing.resize(server, move, larger);
        resizing(restarted()).resize(server, move, larger); // after a crash
        assertThat(driver().powerState(server)).isEqualTo(PowerState.SHUTDOWN);
        driver().powerOn(server);
        assertThat(size(server)).isEqualTo(larger);

        resizing(driver()).revert(server, move);
        resizing(driver()).revert(server, move);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.SHUTDOWN);
        assertThat(size(server)).isEqualTo(new Resizing.Size(1, 128, 1));
        driver().powerOn(server);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void aSizeThatIsConfirmedStays() {
        var server = running();
        driver().powerOff(server, Duration.ZERO);
        var resizing = resizing(driver());
        var move = UUID.randomUUID();
        resizing.resize(server, move, new Resizing.Size(1, 160, 2));
        driver().powerOn(server);

        resizing.confirm(server, move);
        resizing.confirm(server, move);
        resizing.revert(server, move);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.RUNNING);
        assertThat(size(server)).isEqualTo(new Resizing.Size(1, 160, 2));

        var absent = ServerId.random();
        resizing.revert(absent, move);
        resizing.confirm(absent, move);
    }

    private static Resizing resizing(VirtDriver driver) {
        return Objects.requireNonNull(driver.capability(Resizing.class));
    }

    @Test
    void spawningAgainLeavesWhatRuns() {
        var server = running();
        driver().spawn(server, spec("again"));
        assertThat(driver().powerState(server)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void destroyingLeavesNothingAndMayBeRepeated() {
        var server = running();
        driver().destroy(server);
        driver().destroy(server);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.ABSENT);
        assertThat(driver().guests()).doesNotContain(server);
    }

    @Test
    void pausingAndUnpausingMayBeRepeated() {
        var server = running();
        driver().pause(server);
        driver().pause(server);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.PAUSED);
        driver().unpause(server);
        driver().unpause(server);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void aGuestGoesOffAndOn() {
        var server = running();
        driver().powerOff(server, Duration.ZERO);
        driver().powerOff(server, Duration.ZERO);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.SHUTDOWN);
        assertThat(driver().guests()).contains(server);
        assertThatThrownBy(() -> driver().unpause(server)).isInstanceOf(Fault.Conflict.class);
        driver().powerOn(server);
        driver().powerOn(server);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void aHardRebootLeavesTheGuestRunningWhateverItWas() {
        var server = running();
        driver().reboot(server, true);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.RUNNING);
        driver().powerOff(server, Duration.ZERO);
        driver().reboot(server, true);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void theConsoleIsCutToTheLinesAskedFor() {
        var server = running();
        assertThat(driver().consoleLog(server, 1).lines().count()).isLessThanOrEqualTo(1);
        assertThat(driver().consoleLog(server, null)).isNotNull();
    }

    @Test
    void guestsOutliveTheProcess() {
        var server = running();
        var paused = spawn();
        try (var again = restarted()) {
            assertThat(again.guests()).contains(server, paused);
            assertThat(again.powerState(server)).isEqualTo(PowerState.RUNNING);
            assertThat(again.powerState(paused)).isEqualTo(PowerState.PAUSED);
            again.destroy(server);
            again.destroy(paused);
        }
        restarted();
    }

    @Test
    void askingForAGuestThatIsNotThereSaysSo() {
        var nobody = ServerId.random();
        assertThat(driver().powerState(nobody)).isEqualTo(PowerState.ABSENT);
        List<BiConsumer<VirtDriver, ServerId>> questions = List.of(
                VirtDriver::powerOn,
                (d, s) -> d.powerOff(s, Duration.ZERO),
                (d, s) -> d.reboot(s, true),
                VirtDriver::pause,
                VirtDriver::unpause,
                (d, s) -> d.consoleLog(s, null));
        assertThat(questions)
                .allSatisfy(ask ->
                        assertThatThrownBy(() -> ask.accept(driver(), nobody)).isInstanceOf(Fault.NotFound.class));
    }

    @Test
    void aVolumeComesAndGoesAndBothMayBeRepeated() {
        if (!(driver() instanceof VirtDriver.VolumeAttachment volumes)) {
            return;
        }
        var server = running();
        var disk = volume("vdb");
        volumes.attach(server, disk);
        volumes.attach(server, disk);
        assertThat(attached(server, disk)).isTrue();
        detachWhenTheGuestListens(volumes, server, disk);
        volumes.detach(server, disk);
        assertThat(attached(server, disk)).isFalse();
        volumes.attach(ServerId.random(), disk);
    }

    /** Whether the hypervisor has the volume with the guest. */
    protected abstract boolean attached(ServerId server, GuestSpec.VolumeDisk disk);

    /** A guest that has not booted does not let go: a real one is waited for. */
    protected void detachWhenTheGuestListens(
            VirtDriver.VolumeAttachment volumes, ServerId server, GuestSpec.VolumeDisk disk) {
        volumes.detach(server, disk);
    }

    @Test
    void aVolumeOfAStoppedGuestIsThereWhenItStarts() {
        if (!(driver() instanceof VirtDriver.VolumeAttachment volumes)) {
            return;
        }
        var server = running();
        driver().powerOff(server, Duration.ZERO);
        var disk = volume("vdb");
        volumes.attach(server, disk);
        driver().powerOn(server);
        assertThat(attached(server, disk)).isTrue();
    }

    @Test
    void anInterfaceOfAStoppedGuestComesAndGoes() {
        if (!(driver() instanceof VirtDriver.InterfaceAttachment interfaces)) {
            return;
        }
        var server = running();
        driver().powerOff(server, Duration.ZERO);
        var nic = nic();
        interfaces.attach(server, nic);
        interfaces.attach(server, nic);
        driver().powerOn(server);
        driver().powerOff(server, Duration.ZERO);
        interfaces.detach(server, nic);
        interfaces.detach(server, nic);
        interfaces.detach(ServerId.random(), nic);
        assertThatThrownBy(() -> interfaces.attach(ServerId.random(), nic)).isInstanceOf(Fault.NotFound.class);
    }

    @Test
    void suspendingAndResumingMayBeRepeated() {
        if (!(driver() instanceof VirtDriver.Suspension suspension)) {
            return;
        }
        var server = running();
        suspension.suspend(server);
        suspension.suspend(server);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.SHUTDOWN);
        assertThat(driver().guests()).contains(server);
        suspension.resume(server);
        suspension.resume(server);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.RUNNING);
        assertThatThrownBy(() -> suspension.suspend(ServerId.random())).isInstanceOf(Fault.NotFound.class);
        assertThatThrownBy(() -> suspension.resume(ServerId.random())).isInstanceOf(Fault.NotFound.class);
    }

    @Test
    void aHardRebootEndsASuspension() {
        if (!(driver() instanceof VirtDriver.Suspension suspension)) {
            return;
        }
        var server = running();
        suspension.suspend(server);
        driver().reboot(server, true);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void theImagesUnderDisksAreKnownAsLongAsTheirGuests() {
        var images = Objects.requireNonNull(driver().capability(BaseImages.class));
        var server = ServerId.random();
        made.add(server);
        var spec = spec("layered");
        var used = spec.disks().stream()
                .filter(GuestSpec.ImageDisk.class::isInstance)
                .map(disk ->
                        ((GuestSpec.ImageDisk) disk).base().toAbsolutePath().normalize())
                .toList();
        driver().spawn(server, spec);
        assertThat(images.bases()).containsAll(used);
        driver().destroy(server);
        assertThat(images.bases()).isEmpty();
    }

    @Test
    void aDiskBecomesAFileOfItsOwnWhateverTheGuestDoes(@TempDir Path folder) {
        var snapshots = Objects.requireNonNull(driver().capability(DiskSnapshots.class));
        var server = running();
        assertThat(snapshots.snapshot(server, folder.resolve("running"))).isIn("raw", "qcow2");
        assertThat(driver().powerState(server)).isEqualTo(PowerState.RUNNING);
        driver().powerOff(server, Duration.ZERO);
        snapshots.snapshot(server, folder.resolve("off"));
        snapshots.snapshot(server, folder.resolve("off"));
        assertThat(folder.resolve("running")).isNotEmptyFile();
        assertThat(folder.resolve("off")).isNotEmptyFile();
        assertThat(driver().powerState(server)).isEqualTo(PowerState.SHUTDOWN);
        assertThatThrownBy(() -> snapshots.snapshot(ServerId.random(), folder.resolve("none")))
                .isInstanceOf(Fault.NotFound.class);
    }

    /** The files that the guest boots from, and has beside. */
    protected abstract List<String> rootDisks(ServerId server);

    @Test
    void aGuestIsRescuedAndIsAfterwardsWhatItWas() {
        var rescuing = Objects.requireNonNull(driver().capability(Rescuing.class));
        var server = running();
        var before = rootDisks(server);
        var disk = (GuestSpec.ImageDisk) spec("rescue").disks().getFirst();
        rescuing.rescue(server, disk);
        rescuing.rescue(server, disk);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.RUNNING);
        assertThat(rootDisks(server)).hasSize(2).last().isEqualTo(before.getFirst());
        rescuing.unrescue(server);
        rescuing.unrescue(server);
        assertThat(driver().powerState(server)).isEqualTo(PowerState.RUNNING);
        assertThat(rootDisks(server)).isEqualTo(before);
        assertThatThrownBy(() -> rescuing.unrescue(ServerId.random())).isInstanceOf(Fault.NotFound.class);
    }

    @Test
    void aGuestIsMeasuredWhateverItDoes() {
        if (!(driver() instanceof VirtDriver.Measures measures)) {
            return;
        }
        var server = running();
        assertThat(measures.diagnostics(server).cpus()).hasSize(1);
        driver().powerOff(server, Duration.ZERO);
        assertThat(measures.diagnostics(server).state()).isEqualTo("shutdown");
        assertThatThrownBy(() -> measures.diagnostics(ServerId.random())).isInstanceOf(Fault.NotFound.class);
    }

    @Test
    void manyAtOnceDoNotMeet() {
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var servers = Stream.generate(ServerId::random).limit(crowd()).toList();
        made.addAll(servers);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            servers.forEach(server -> threads.submit(() -> {
                try {
                    driver().spawn(server, spec("crowd"));
                    driver().unpause(server);
                } catch (RuntimeException | Error e) {
                    failures.add(e);
                }
            }));
        }
        assertThat(failures).isEmpty();
        assertThat(servers).allMatch(server -> driver().powerState(server) == PowerState.RUNNING);
    }

    @Test
    void theHostSaysWhatItHas() {
        var host = driver().resources();
        assertThat(host.hostname()).isNotBlank();
        assertThat(host.vcpus()).isPositive();
        assertThat(host.memoryMib()).isPositive();
        assertThat(host.diskGib()).isPositive();
    }

    protected final ServerId spawn() {
        var server = ServerId.random();
        made.add(server);
        driver().spawn(server, spec("guest-" + made.size()));
        return server;
    }

    protected final ServerId running() {
        var server = spawn();
        driver().unpause(server);
        return server;
    }
}
