package stratus.nova;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import stratus.nova.app.ImageCatalog;
import stratus.nova.compute.ComputeService;
import stratus.nova.compute.ImageCacheRules;
import stratus.nova.compute.Images;
import stratus.nova.compute.Networks;
import stratus.nova.compute.Volumes;
import stratus.nova.compute.virt.fake.FakeDriver;
import stratus.nova.conductor.ConductorService;
import stratus.nova.conductor.StepTimeouts;
import stratus.nova.rpc.ConductorRpc.Instance;
import stratus.nova.rpc.ServerPort;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.oslo.messaging.InProcessBus;
import stratus.oslo.trace.Tracer;
import stratus.testing.service.Await;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;

/** Compute with one host of fake guests, and other services of straw. */
final class TestNova implements AutoCloseable {
    static final String IMAGE = UUID.randomUUID().toString();

    final Callers callers = new Callers();
    final Db db = BothDatabases.sqlite("nova");
    final Deaths deaths = new Deaths();
    final StrawPorts ports = new StrawPorts(deaths);
    final StrawVolumes volumes = new StrawVolumes(deaths);
    /** Servers for which the host undid an attempt. */
    final Set<ServerId> released = ConcurrentHashMap.newKeySet();

    final StrawRest others = new StrawRest(callers);
    final StrawImages images = new StrawImages(deaths);
    final StrawClaims claims = new StrawClaims(deaths, "host-1");
    final FakeDriver driver;
    final InProcessBus bus = new InProcessBus();
    NovaService nova;

    /** Of the host. */
    final Halts halts = new Halts();

    private final Supplier<NovaService> novas;
    private final Supplier<ComputeService> hosts;
    private ComputeService host;
    private TestApi api;

    TestNova(Path folder) {
        driver = new FakeDriver(folder, FakeDriver.plenty("host-1"));
        var tracer = new Tracer(bus, InstantSource.system());
        var config = new NovaService.Config(
                "http://keystone",
                folder.resolve("key"),
                "test",
                tracer,
                StepTimeouts::usual,
                "http://novnc/vnc_auto.html");
        var devices = new Devices(ports, volumes, released);
        var backends = new NovaService.Backends(
                (_, id) -> new ImageCatalog.Image(id, "active", 3, 0, 0, Map.of()),
                new ConductorService.Backends(
                        claims,
                        ports,
                        volumes,
                        ports,
                        new ConductorService.Made(images, images),
                        () -> callers.of("service")),
                new LegacyApis(others.user(), others.user(), others.user()));
        novas = () ->
                new NovaService(config, db, new MortalBus(bus, deaths), callers, backends, InstantSource.system());
        hosts = () -> new ComputeService(
                new ComputeService.Config(
                        "host-1",
                        folder,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30),
                        ImageCacheRules.usual(),
                        tracer,
                        InstantSource.system()),
                new MortalBus(bus, halts),
                halts.driver(driver),
                new ComputeService.Backends(
                        halts.around(Images.class, images),
                        halts.around(Networks.class, devices),
                        halts.around(Volumes.class, devices),
                        (_, _) -> {},
                        () -> callers.of("service")));
        nova = novas.get();
        host = hosts.get();
        host.start();
        nova.start();
        api = new TestApi(nova.api());
    }

    /** The process that has API and conductor dies, and is there again; the host does not notice. */
    void restart() {
        api.close();
        nova.close();
        nova = novas.get();
        nova.start();
        api = new TestApi(nova.api());
    }

    /** The host is stopped in good order, and is there again; API and conductor go on. */
    void restartHost() {
        host.close();
        host = hosts.get();
        host.start();
    }

    /** One process that has all of it is stopped in good order, and started again. */
    void restartAll() {
        nova.stop();
        host.close();
        api.close();
        nova.close();
        nova = novas.get();
        host = hosts.get();
        host.start();
        nova.start();
        api = new TestApi(nova.api());
    }

    RestClient as(String who, String version) {
        return api.as(who).header("X-OpenStack-Nova-API-Version", version);
    }

    RestClient member() {
        return as("member", "2.96");
    }

    /** A server that runs. */
    String server(Map<String, Object> more) {
        var id = create(more);
        Await.until(() -> status(id).equals("ACTIVE"));
        return id;
    }

    String create(Map<String, Object> more) {
        var server = new HashMap<String, Object>(
                Map.of("name", "web", "flavorRef", "1", "imageRef", IMAGE, "networks", "none"));
        server.putAll(more);
        return member().post("/v2.1/servers", Map.of("server", server))
                .path("server")
                .path("id")
                .asString();
    }

    String status(String id) {
        return member().get("/v2.1/servers/" + id).path("server").path("status").asString();
    }

    @Override
    public void close() {
        api.close();
        nova.close();
        host.close();
        bus.close(); // what hosts are still at ends before their folder goes
        others.close();
        db.close();
    }

    /** A host that binds and connects what servers have, of which its guests see nothing. */
    private record Devices(StrawPorts ports, StrawVolumes volumes, Set<ServerId> released)
            implements Networks, Volumes {
        @Override
        public void release(Caller self, ServerId server, int attempt) {
            released.add(server);
        }

        @Override
        public void release(Caller self, ServerId server, int attempt, String host) {
            released.add(server);
        }

        @Override
        public List<Bound> allocate(Caller caller, Instance instance, int attempt, String host) {
            return List.of();
        }

        @Override
        public List<Bound> rebind(Caller caller, Instance instance, List<ServerPort> had, String host) {
            had.forEach(port -> ports.bind(caller, port.port(), instance.id(), instance.zone(), host));
            return List.of();
        }

        @Override
        public List<Attached> reattach(Caller caller, Instance instance, String host) {
            var attached = new ArrayList<Attached>();
            for (var disk : instance.disks()) {
                var tie = disk.attachment();
                if (tie != null) {
                    volumes.connect(caller, tie, Map.of("host", host));
                    attached.add(new Attached(disk, "local", Map.of("device_path", "/dev/null")));
                }
            }
            return attached;
        }

        @Override
        public Set<PortId> down(Caller caller, Set<PortId> ports) {
            return Set.of();
        }

        @Override
        public List<Attached> attach(Caller caller, Instance instance, int attempt, String host) {
            return List.of();
        }

        @Override
        public void complete(Caller caller, List<Attached> attached) {
            for (var one : attached) {
                var tie = one.device().attachment();
                if (tie != null) {
                    volumes.complete(caller, tie);
                }
            }
        }
    }
}
