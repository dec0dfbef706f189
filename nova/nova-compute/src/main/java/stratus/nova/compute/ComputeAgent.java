package stratus.nova.compute;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import stratus.nova.compute.virt.VirtDriver;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.nova.rpc.ComputeRpc;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;

/** Serves one host: builds, and keeps guests as asked. */
final class ComputeAgent implements ComputeRpc {
    /** How long a guest may take to shut itself down. */
    static final Duration GRACE = Duration.ofSeconds(60);

    private final VirtDriver driver;
    private final Building building;
    private final PluggedPorts plugged;
    private final Capabilities can;
    private final HotPlug plug;
    private final Map<ServerId, Build> builds = new ConcurrentHashMap<>();

    ComputeAgent(VirtDriver driver, Building building, PluggedPorts plugged, String host) {
        this.driver = driver;
        this.building = building;
        this.plugged = plugged;
        this.can = new Capabilities(driver);
        this.plug = new HotPlug(can, host);
    }

    private record Build(int attempt, CompletableFuture<Boolean> end, Thread thread) {}

    /** One attempt at a time: a newer one ends an older, an older one comes too late. */
    @Override
    public void buildAndRun(BuildAndRun request) {
        var mine = new Build(request.attempt(), new CompletableFuture<>(), Thread.currentThread());
        for (var build = begin(request.server(), mine); build != mine; build = begin(request.server(), mine)) {
            if (build.attempt() == mine.attempt()) {
                join(build);
                return;
            }
            if (build.attempt() > mine.attempt()) {
                throw new Fault.Conflict("Attempt %d of instance %s is over."
                        .formatted(mine.attempt(), request.server().text()));
            }
            end(build);
        }
        run(request, mine);
    }

    private Build begin(ServerId server, Build mine) {
        return builds.computeIfAbsent(server, _ -> mine);
    }

    private static void end(Build build) {
        build.thread().interrupt();
        build.end().handle((_, _) -> true).join();
    }

    private void run(BuildAndRun request, Build build) {
        try {
            building.build(request);
            build.end().complete(true);
        } catch (RuntimeException failure) {
            build.end().completeExceptionally(failure);
            throw failure;
        } finally {
            builds.remove(request.server(), build);
            build.end().complete(false);
        }
    }

    private static void join(Build build) {
        try {
            build.end().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        } catch (CancellationException e) {
            throw new Fault.Conflict("The build was ended.");
        }
    }

    @Override
    public void destroy(Destroy request) {
        var build = builds.get(request.server());
        if (build != null) {
            end(build);
        }
        driver.destroy(request.server());
        building.forget(request.server());
    }

    @Override
    public void power(SetPower request) {
        FullDisk.telling(() -> set(request.power(), request.server()));
    }

    private void set(Power power, ServerId id) {
        switch (power) {
            case ON -> driver.powerOn(id);
            case OFF -> driver.powerOff(id, GRACE);
            case REBOOT_SOFT -> driver.reboot(id, false);
            case REBOOT_HARD -> driver.reboot(id, true);
            case PAUSE -> driver.pause(id);
            case UNPAUSE -> unpause(id);
            case SUSPEND -> can.needed(VirtDriver.Suspension.class).suspend(id);
            case RESUME -> can.needed(VirtDriver.Suspension.class).resume(id);
        }
    }

    private void unpause(ServerId id) {
        if (driver.powerState(id) != PowerState.RUNNING) {
            driver.unpause(id);
        }
    }

    @Override
    public ConsoleLog consoleLog(GetConsoleLog request) {
        return new ConsoleLog(driver.consoleLog(request.server(), request.lines()));
    }

    @Override
    public void vifPlugged(VifPlugged request) {
        plugged.plugged(request.port(), request.active());
    }

    @Override
    public void attachInterface(PlugInterface request) {
        plug.attach(request);
    }

    @Override
    public void detachInterface(PlugInterface request) {
        plug.detach(request);
    }

    @Override
    public Connector connector(GetConnector request) {
        return new Connector(plug.connector());
    }

    @Override
    public void attachVolume(PlugVolume request) {
        plug.attach(request);
    }

    @Override
    public void detachVolume(PlugVolume request) {
        plug.detach(request);
    }

    @Override
    public void volumeExtended(PlugVolume request) {
        plug.extended(request);
    }

    @Override
    public Screen screen(GetScreen request) {
        var at = can.needed(VirtDriver.Vnc.class).vnc(request.server());
        return new Screen(at.host(), at.port());
    }

    @Override
    public Diagnostics diagnostics(GetDiagnostics request) {
        return can.needed(VirtDriver.Measures.class).diagnostics(request.server());
    }
}
