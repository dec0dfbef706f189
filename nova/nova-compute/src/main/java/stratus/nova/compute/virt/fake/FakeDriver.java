package stratus.nova.compute.virt.fake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stratus.nova.compute.virt.BaseImages;
import stratus.nova.compute.virt.DiskSnapshots;
import stratus.nova.compute.virt.GuestSpec;
import stratus.nova.compute.virt.Passwords;
import stratus.nova.compute.virt.Rescuing;
import stratus.nova.compute.virt.VirtDriver;
import stratus.nova.compute.virt.fake.FakeFaults.Operation;
import stratus.nova.rpc.ComputeRpc.Diagnostics;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Secret;

/**
 * A hypervisor that runs nothing and remembers everything: its guests are files in a data folder and outlive the process.
 *
 * <p>It behaves as a real one does towards its callers, and fails when told to by {@link #faults}.
 */
public final class FakeDriver
        implements VirtDriver,
                VirtDriver.Suspension,
                VirtDriver.VolumeAttachment,
                VirtDriver.VolumeGrowth,
                VirtDriver.InterfaceAttachment,
                VirtDriver.Measures,
                VirtDriver.Vnc,
                VirtDriver.Events,
                BaseImages,
                DiskSnapshots,
                Rescuing,
                Passwords {
    private final HostResources resources;
    private final FakeGuests guests;
    private final FakeFaults faults;
    private final FakeResizing resizing;
    private final Map<ServerId, FakeScreen> screens = new ConcurrentHashMap<>();
    private final List<Consumer<ServerId>> watchers = new CopyOnWriteArrayList<>();

    public FakeDriver(Path data, HostResources resources) {
        this.resources = resources;
        this.guests = new FakeGuests(data.resolve("guests"));
        this.faults = new FakeFaults(data.resolve("faults.json"));
        this.resizing = new FakeResizing(data.resolve("resized"), guests, faults);
    }

    /** A host on which whatever a test asks for fits. */
    public static HostResources plenty(String hostname) {
        return new HostResources(
                hostname,
                10_000,
                8_000_000,
                600_000,
                "fake",
                1000,
                "{\"arch\": \"x86_64\", \"model\": \"Nehalem\", \"vendor\": \"Intel\", \"features\": [],"
                        + " \"topology\": {\"cores\": 10000, \"threads\": 1, \"sockets\": 1}}",
                Set.of());
    }

    public FakeFaults faults() {
        return faults;
    }

    /** What is remembered of the guest. */
    public Optional<FakeGuest> guest(ServerId server) {
        return guests.find(server);
    }

    /** The guest ends by itself, as if it had been shut down from inside or had crashed. */
    public void end(ServerId server, PowerState state) {
        change(server, guest -> guest.in(state));
        watchers.forEach(watcher -> Thread.startVirtualThread(() -> watcher.accept(server)));
    }

    @Override
    public HostResources resources() {
        return resources;
    }

    @Override
    public Set<ServerId> guests() {
        return guests.ids();
    }

    @Override
    public Set<Path> bases() {
        return guests.all().stream()
                .flatMap(guest -> Stream.of(guest.root(), guest.boot().rescue()))
                .filter(Objects::nonNull)
                .map(root -> Path.of(root.file()).toAbsolutePath().normalize())
                .collect(Collectors.toSet());
    }

    @Override
    public void spawn(ServerId server, GuestSpec spec) {
        faults.around(
                Operation.SPAWN,
                () -> guests.change(server, guest -> guest == null ? FakeGuest.spawned(server, spec) : guest));
    }

    @Override
    public void destroy(ServerId server) {
        faults.around(Operation.DESTROY, () -> guests.change(server, _ -> null));
        resizing.forget(server);
        endScreen(server);
    }

    @Override
    public <C> @Nullable C capability(Class<C> wanted) {
        return wanted.isInstance(resizing) ? wanted.cast(resizing) : VirtDriver.super.capability(wanted);
    }

    @Override
    public PowerState powerState(ServerId server) {
        return guests.find(server).map(FakeGuest::state).orElse(PowerState.ABSENT);
    }

    @Override
    public void powerOn(ServerId server) {
        change(Operation.POWER_ON, server, guest -> guest.active() ? guest.in(PowerState.RUNNING) : guest.booted());
    }

    @Override
    public void powerOff(ServerId server, Duration grace) {
        change(Operation.POWER_OFF, server, guest -> guest.in(PowerState.SHUTDOWN));
    }

    @Override
    public void reboot(ServerId server, boolean hard) {
        change(Operation.REBOOT, server, FakeGuest::booted);
    }

    @Override
    public void pause(ServerId server) {
        change(Operation.PAUSE, server, guest -> active(guest).in(PowerState.PAUSED));
    }

    @Override
    public void unpause(ServerId server) {
        change(Operation.UNPAUSE, server, guest -> active(guest).in(PowerState.RUNNING));
    }

    @Override
    public void suspend(ServerId server) {
        change(
                Operation.SUSPEND,
                server,
                guest -> guest.state() == PowerState.SHUTDOWN
                        ? guest
                        : active(guest).in(PowerState.SHUTDOWN));
    }

    @Override
    public void resume(ServerId server) {
        change(Operation.RESUME, server, guest -> guest.in(PowerState.RUNNING));
    }

    @Override
    public String consoleLog(ServerId server, @Nullable Integer lines) {
        return faults.around(
                Operation.CONSOLE_LOG,
                () -> guests.find(server)
                        .map(guest -> FakeConsole.log(guest, lines))
                        .orElseThrow(() -> absent(server)));
    }

    @Override
    public void attach(ServerId server, GuestSpec.VolumeDisk disk) {
        changeIfThere(Operation.ATTACH_VOLUME, server, guest -> guest.with(FakeGuest.Volume.of(disk)));
    }

    @Override
    public void detach(ServerId server, GuestSpec.VolumeDisk disk) {
        changeIfThere(Operation.DETACH_VOLUME, server, guest -> guest.without(disk.volume()));
    }

    @Override
    public void extended(ServerId server, GuestSpec.VolumeDisk disk) {
        changeIfThere(Operation.EXTEND_VOLUME, server, guest -> guest);
    }

    @Override
    public Diagnostics diagnostics(ServerId server) {
        return guests.find(server).map(FakeMeasures::of).orElseThrow(() -> absent(server));
    }

    @Override
    public Endpoint vnc(ServerId server) {
        var guest = guests.find(server).orElseThrow(() -> absent(server));
        active(guest);
        var screen = screens.computeIfAbsent(server, _ -> new FakeScreen(guest.name()));
        return new Endpoint("127.0.0.1", screen.port());
    }

    private void endScreen(ServerId server) {
        var screen = screens.remove(server);
        if (screen != null) {
            screen.close();
        }
    }

    @Override
    public void attach(ServerId server, GuestSpec.Nic nic) {
        change(Operation.ATTACH_INTERFACE, server, guest -> guest.with(nic));
    }

    @Override
    public void detach(ServerId server, GuestSpec.Nic nic) {
        changeIfThere(Operation.DETACH_INTERFACE, server, guest -> guest.without(nic));
    }

    /** What the disk is a layer on, since nothing was written to it. */
    @Override
    public String snapshot(ServerId server, Path to) {
        var guest = guests.find(server).orElseThrow(() -> absent(server));
        return faults.around(Operation.SNAPSHOT, () -> FakeDisk.of(guest).copy(to));
    }

    @Override
    public void rescue(ServerId server, GuestSpec.ImageDisk disk) {
        var from = new FakeGuest.Root(disk.base().toString(), disk.format());
        change(Operation.RESCUE, server, guest -> guest.rescued(from));
    }

    @Override
    public void unrescue(ServerId server) {
        change(
                Operation.UNRESCUE,
                server,
                guest -> guest.boot().rescue() == null && guest.state() == PowerState.RUNNING
                        ? guest
                        : guest.rescued(null));
    }

    /** Nobody can log in to a fake guest: it is enough that it runs. */
    @Override
    public void setPassword(ServerId server, Secret password) {
        change(Operation.SET_PASSWORD, server, FakeDriver::active);
    }

    @Override
    public AutoCloseable watch(Consumer<ServerId> changed) {
        watchers.add(changed);
        return () -> watchers.remove(changed);
    }

    /** The guests stay. */
    @Override
    public void close() {
        watchers.clear();
        screens.keySet().forEach(this::endScreen);
    }

    private void change(Operation operation, ServerId server, UnaryOperator<FakeGuest> change) {
        faults.around(operation, () -> change(server, change));
    }

    private @Nullable FakeGuest change(ServerId server, UnaryOperator<FakeGuest> change) {
        return guests.change(server, guest -> {
            if (guest == null) {
                throw absent(server);
            }
            return change.apply(guest);
        });
    }

    private void changeIfThere(Operation operation, ServerId server, UnaryOperator<FakeGuest> change) {
        faults.around(operation, () -> guests.change(server, guest -> guest == null ? null : change.apply(guest)));
    }

    private static FakeGuest active(FakeGuest guest) {
        if (!guest.active()) {
            throw new Fault.Conflict(
                    "Instance %s is not running.".formatted(guest.server().text()));
        }
        return guest;
    }

    private static Fault absent(ServerId server) {
        return new Fault.NotFound("Instance", server.text());
    }
}
