package stratus.nova.compute;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import stratus.nova.compute.virt.BaseImages;
import stratus.nova.compute.virt.VirtDriver;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.ConductorRpc;
import stratus.nova.rpc.ConductorRpc.GetWanted;
import stratus.nova.rpc.ConductorRpc.HostReport;
import stratus.nova.rpc.ConductorRpc.PowerReport;
import stratus.nova.rpc.LifecycleRpc;
import stratus.nova.rpc.LifecycleRpc.Respawn;
import stratus.nova.rpc.ProgressRpc;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Threads;
import stratus.oslo.messaging.Bus;
import stratus.oslo.messaging.Bus.Address;
import stratus.oslo.process.Programs;
import stratus.oslo.trace.Tracer;

/** The {@code nova-compute} of one host: serves it, reports it, and compares its guests with what they should be. */
public final class ComputeService implements AutoCloseable {
    private static final System.Logger log = System.getLogger("nova-compute");

    private final Config config;
    private final Backends backends;
    private final VirtDriver driver;
    private final ConductorRpc conductor;
    private final ImageCache cache;
    private final Building building;
    private final RunningCalls calls = new RunningCalls();
    private final Bus.Registration served;
    private final Bus.Registration lifecycle;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("compute").factory());

    /**
     * One host's settings.
     *
     * @param folder where images are cached and config drives are made
     * @param wires how long a port may take to be wired
     * @param reports how often the host says that it lives
     * @param cache what becomes of images that no guest uses any more
     * @param tracer is told the steps of builds
     */
    public record Config(
            String host,
            Path folder,
            Duration wires,
            Duration reports,
            ImageCacheRules cache,
            Tracer tracer,
            InstantSource clock) {}

    /** The services that a host speaks to. {@code self} is the service user. */
    public record Backends(
            Images images, Networks networks, Volumes volumes, HostInventory inventory, Supplier<Caller> self) {}

    public ComputeService(Config config, Bus bus, VirtDriver driver, Backends backends) {
        this.config = config;
        this.backends = backends;
        this.driver = driver;
        this.cache = new ImageCache(backends.images(), config.folder().resolve("_base"), config.clock());
        this.conductor = bus.client(ConductorRpc.class, new Address.AnyOf(ConductorRpc.TOPIC));
        var plugged = new PluggedPorts();
        this.building = new Building(conductor::step, backends.self(), config.tracer(), calls, hooks(plugged));
        this.served = bus.serve(
                ComputeRpc.class,
                new Address.OnHost(ComputeRpc.TOPIC, config.host()),
                calls.counted(ComputeRpc.class, new ComputeAgent(driver, building, plugged, config.host())));
        this.lifecycle = bus.serve(
                LifecycleRpc.class,
                new Address.OnHost(LifecycleRpc.TOPIC, config.host()),
                calls.counted(LifecycleRpc.class, lifecycleAgent(bus, plugged)));
    }

    private LifecycleAgent lifecycleAgent(Bus bus, PluggedPorts plugged) {
        var progress = bus.client(ProgressRpc.class, new Address.AnyOf(ProgressRpc.TOPIC));
        var can = new Capabilities(driver);
        return new LifecycleAgent(
                can,
                new DiskImages(can, backends.images(), progress, config.folder().resolve("snapshots")),
                new Respawning(request -> again(request, plugged), progress, backends.self(), config.tracer(), calls),
                new Rescues(can, cache));
    }

    private List<Building.Hook> again(Respawn request, PluggedPorts plugged) {
        return List.of(
                new FetchInstance(conductor, request.image()),
                new FetchImage(cache),
                new RebindNetwork(backends.networks(), request.ports(), config.host()),
                new ReconnectVolumes(backends.volumes(), config.host()),
                new ConfigDrive(config.folder(), new Programs(), conductor),
                new Spawn(driver, backends.networks(), plugged, config.wires()));
    }

    private List<Building.Hook> hooks(PluggedPorts plugged) {
        return List.of(
                new FetchInstance(conductor, null),
                new FetchImage(cache),
                new AllocateNetwork(backends.networks(), config.host()),
                new AttachVolumes(backends.volumes(), config.host()),
                new ConfigDrive(config.folder(), new Programs(), conductor),
                new Spawn(driver, backends.networks(), plugged, config.wires()));
    }

    /** Reports at once, and then every so often. */
    public void start() {
        report();
        long every = config.reports().toMillis();
        timer.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
        if (config.cache().removeUnused()) {
            long interval = config.cache().interval().toMillis();
            timer.scheduleWithFixedDelay(this::forgetUnusedImages, interval, interval, TimeUnit.MILLISECONDS);
        }
    }

    /** Of a driver that cannot tell which images are used, all are kept. */
    private void forgetUnusedImages() {
        try {
            var images = driver.capability(BaseImages.class);
            if (images != null) {
                cache.expire(images.bases(), config.cache().minimumAge());
            }
        } catch (RuntimeException e) {
            warn("unused images could not be removed, and are looked for again", e);
        }
    }

    /** Says what the host has. */
    public void report() {
        var has = driver.resources();
        backends.inventory().report(config.host(), has);
        conductor.host(new HostReport(
                new HostName(config.host()),
                has.vcpus(),
                has.memoryMib(),
                has.diskGib(),
                has.hypervisorType(),
                has.hypervisorVersion(),
                has.cpuInfo(),
                has.traits(),
                driver.guests().size()));
    }

    private void look() {
        try {
            report();
            reconcile();
        } catch (RuntimeException e) {
            warn("the host could not be reported, and is again soon", e);
        }
    }

    /** What closing interrupts is no trouble. */
    private void warn(String trouble, RuntimeException why) {
        if (!timer.isShutdown()) {
            log.log(Level.WARNING, trouble, why);
        }
    }

    /** Tells the power states of the guests that should be here and ends those that should not; may run at any time. */
    public void reconcile() {
        var host = new HostName(config.host());
        var guests = driver.guests(); // before asking: a guest comes only after its server is placed here
        var wanted = conductor.wanted(new GetWanted(host)).servers();
        guests.stream().filter(g -> !wanted.contains(g)).forEach(this::remove);
        for (var server : wanted) {
            conductor.power(new PowerReport(server, host, name(driver.powerState(server))));
        }
    }

    private void remove(ServerId unwanted) {
        driver.destroy(unwanted);
        building.forget(unwanted);
    }

    private static String name(PowerState state) {
        return state == PowerState.ABSENT ? "NOSTATE" : state.name();
    }

    /** What is under way ends, and is for the next start to take up: close the driver after this, and guests stay. */
    @Override
    public void close() {
        Threads.end(timer);
        lifecycle.close();
        served.close();
        calls.close();
    }
}
