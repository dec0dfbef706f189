package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.clients.user.UserApi;
import stratus.nova.app.ImageCatalog;
import stratus.nova.compute.ComputeService;
import stratus.nova.compute.ImageCacheRules;
import stratus.nova.compute.Images;
import stratus.nova.compute.Networks;
import stratus.nova.compute.Volumes;
import stratus.nova.compute.virt.fake.FakeDriver;
import stratus.nova.conductor.ConductorService;
import stratus.nova.conductor.Leftovers;
import stratus.nova.conductor.Patience;
import stratus.nova.domain.QuotaResource;
import stratus.nova.domain.Server;
import stratus.nova.rpc.ConductorRpc.Instance;
import stratus.nova.rpc.HostId;
import stratus.nova.rpc.ServerPort;
import stratus.nova.scheduler.Placement;
import stratus.nova.store.QuotaStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.oslo.messaging.InProcessBus;
import stratus.oslo.trace.TraceEvent;
import stratus.oslo.trace.TraceEvent.Outcome;
import stratus.oslo.trace.Tracer;
import stratus.testing.service.Await;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;

/** From the request to a running guest and back, with one host of fake guests and other services of straw. */
class FlowTest {
    private static final String IMAGE = UUID.randomUUID().toString();

    private static final ConductorService.Made MADE = new ConductorService.Made(new StrawImages(), new StrawImages());

    @TempDir
    Path folder;

    private final Callers callers = new Callers();
    private final Db db = BothDatabases.sqlite("nova");
    private final InProcessBus bus = new InProcessBus();
    private final Map<ServerId, String> claims = new ConcurrentHashMap<>();
    private final List<TraceEvent> trace = new CopyOnWriteArrayList<>();
    private FakeDriver driver;
    private NovaService nova;
    private ComputeService host;
    private TestApi api;

    @BeforeEach
    void start() {
        driver = new FakeDriver(folder, FakeDriver.plenty("host-1"));
        var tracer = new Tracer(bus, InstantSource.system());
        bus.subscribe(Tracer.TOPIC, TraceEvent.class, trace::add);
        var config = new NovaService.Config(
                "http://keystone",
                folder.resolve("key"),
                "test",
                tracer,
                Patience::usual,
                "http://novnc/vnc_auto.html");
        var nothing = new Nothing();
        var backends = new NovaService.Backends(
                (_, id) -> new ImageCatalog.Image(id, "active", 3, 0, 0, Map.of()),
                new ConductorService.Backends(
                        new Claims(), nothing, new StrawVolumes(), new StrawPorts(), MADE, () -> callers.of("service")),
                new LegacyApis(noOne(), noOne(), noOne()));
        nova = new NovaService(config, db, bus, callers, backends, InstantSource.system());
        nova.start();
        host = new ComputeService(
                new ComputeService.Config(
                        "host-1",
                        folder,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30),
                        ImageCacheRules.usual(),
                        tracer,
                        InstantSource.system()),
                bus,
                driver,
                new ComputeService.Backends(
                        new OneImage(), nothing, nothing, (_, _) -> {}, () -> callers.of("service")));
        host.start();
        api = new TestApi(nova.api());
        db.run(tx -> {
            var quotas = new QuotaStore(db);
            for (var what : List.of(QuotaResource.INSTANCES, QuotaResource.CORES, QuotaResource.RAM)) {
                quotas.set(tx, new ProjectId(Callers.PROJECT), null, what, -1);
            }
        });
    }

    @AfterEach
    void stop() {
        api.close();
        nova.close();
        host.close();
        bus.close();
        db.close();
    }

    @Test
    void aServerIsBuiltStoppedAndDeletedAndLeavesNothing() {
        var id = create(Map.of());

        Await.until(() -> status(id).equals("ACTIVE"));
        assertThat(driver.guests()).containsExactly(ServerId.parse(id));
        assertThat(claims).containsValue("host-1");

        assertThat(steps(id, Outcome.OK)).contains(7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 28, 29);
        assertThat(steps(id, Outcome.SKIPPED)).containsExactly(22, 23, 24, 25, 26, 27);

        client().call("POST", "/v2.1/servers/" + id + "/action", Map.of("os-stop", Map.of()));
        Await.until(() -> status(id).equals("SHUTOFF"));

        client().delete("/v2.1/servers/" + id);
        Await.until(() -> client().exchange("GET", "/v2.1/servers/" + id, null).status() == 404);
        assertThat(driver.guests()).isEmpty();
        assertThat(claims).isEmpty();
    }

    @Test
    void aServerThatFitsNowhereSaysWhatWasMissingWhere() {
        var needs = Map.of("capabilities:hypervisor_type", "xen");
        api.as("admin").post("/v2.1/flavors/1/os-extra_specs", Map.of("extra_specs", needs));
        var id = create(Map.of());

        Await.until(() -> status(id).equals("ERROR"));
        var fault = client().get("/v2.1/servers/" + id).path("server").path("fault");
        assertThat(fault.path("message").asString())
                .isEqualTo("No valid host was found. There are not enough hosts available."
                        + " ComputeCapabilitiesFilter: needed hypervisor xen, had fake (1 host)");
        assertThat(fault.has("details")).isFalse();
        assertThat(api.as("admin")
                        .get("/v2.1/servers/" + id)
                        .at("/server/fault/details")
                        .asString())
                .contains("host-1: ComputeCapabilitiesFilter: needed hypervisor xen, had fake");
        assertThat(claims).isEmpty();
        assertThat(steps(id, Outcome.FAILED)).containsExactly(10);
    }

    @Test
    void aHundredServersOfOneRequestRun() {
        create(Map.of("min_count", 100));

        Await.until(() -> driver.guests().size() == 100
                && client().get("/v2.1/servers?status=active").path("servers").size() == 100);
    }

    private static UserApi noOne() {
        return new UserApi("", _ -> {
            throw new IllegalStateException("nobody is asked");
        });
    }

    private String create(Map<String, Object> more) {
        var server = new HashMap<String, Object>(
                Map.of("name", "web", "flavorRef", "1", "imageRef", IMAGE, "networks", "none"));
        server.putAll(more);
        return client().post("/v2.1/servers", Map.of("server", server))
                .path("server")
                .path("id")
                .asString();
    }

    private RestClient client() {
        return api.as("member").header("OpenStack-API-Version", "compute 2.96");
    }

    private String status(String id) {
        return client().get("/v2.1/servers/" + id).path("server").path("status").asString();
    }

    private List<Integer> steps(String server, Outcome outcome) {
        return trace.stream()
                .filter(e -> e.serverId() != null && e.serverId().text().equals(server))
                .filter(e -> e.outcome() == outcome && e.compensationOf() == null)
                .map(TraceEvent::step)
                .toList();
    }

    private final class Claims implements Placement {
        @Override
        public Set<String> candidates(Map<String, Long> resources, Set<String> required) {
            return Set.of(HostId.of("host-1").toString());
        }

        @Override
        public void claim(Server server, String host, Map<String, Long> resources) {
            claims.put(server.id(), host);
        }

        @Override
        public void release(ServerId server) {
            claims.remove(server);
        }

        @Override
        public void park(Server server, UUID move) {}

        @Override
        public void unpark(Server server, UUID move) {}

        @Override
        public void releaseParked(UUID move) {}
    }

    private static final class OneImage implements Images {
        @Override
        public Image show(Caller caller, ImageId image) {
            return new Image(image, "active", "raw");
        }

        @Override
        public void upload(Caller caller, ImageId image, String format, Path from) {}

        @Override
        public void download(Caller caller, ImageId image, Path to) {
            try {
                Files.write(to, new byte[] {1, 2, 3});
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Nothing implements Leftovers.Devices, Networks, Volumes {
        @Override
        public void release(Caller self, ServerId server, int attempt) {}

        @Override
        public void release(Caller self, ServerId server, int attempt, String host) {}

        @Override
        public void releaseAll(Caller self, Server server) {}

        @Override
        public void complete(Caller caller, List<Attached> attached) {}

        @Override
        public List<Bound> allocate(Caller caller, Instance instance, int attempt, String host) {
            return List.of();
        }

        @Override
        public List<Bound> rebind(Caller caller, Instance instance, List<ServerPort> ports, String host) {
            return List.of();
        }

        @Override
        public List<Attached> reattach(Caller caller, Instance instance, String host) {
            return List.of();
        }

        @Override
        public Set<PortId> down(Caller caller, Set<PortId> ports) {
            return Set.of();
        }

        @Override
        public List<Attached> attach(Caller caller, Instance instance, int attempt, String host) {
            return List.of();
        }
    }
}
