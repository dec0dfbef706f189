package stratus.nova;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import stratus.nova.api.ServerActionsApi;
import stratus.nova.api.ServersApi;
import stratus.nova.api.VersionsApi;
import stratus.nova.app.ImageCatalog;
import stratus.nova.app.Servers;
import stratus.nova.conductor.BuildServerSaga;
import stratus.nova.conductor.Conductor;
import stratus.nova.conductor.DeleteServerSaga;
import stratus.nova.conductor.Leftovers;
import stratus.nova.conductor.PowerSaga;
import stratus.nova.conductor.ServerLog;
import stratus.nova.conductor.StepLog;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.ConductorRpc;
import stratus.nova.rpc.ConductorRpc.Edge;
import stratus.nova.scheduler.FilterScheduler;
import stratus.nova.scheduler.Placement;
import stratus.nova.store.ActionStore;
import stratus.nova.store.FlavorStore;
import stratus.nova.store.HostStore;
import stratus.nova.store.KeyPairStore;
import stratus.nova.store.QuotaStore;
import stratus.nova.store.ServerStore;
import stratus.nova.store.ServiceStore;
import stratus.nova.store.StepStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.base.Tokens;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.oslo.http.Api;
import stratus.oslo.http.Errors;
import stratus.oslo.http.Routes;
import stratus.oslo.messaging.Bus;
import stratus.oslo.messaging.Bus.Address;
import stratus.oslo.policy.Policy;
import stratus.oslo.saga.Sagas;
import stratus.oslo.saga.SealedSecrets;

/** Compute's API, conductor and scheduler, wired in order. */
public final class NovaService implements AutoCloseable {
    private static final Duration BUILD = Duration.ofMinutes(15);

    private final Config config;
    private final Tokens tokens;
    private final Db db;
    private final InstantSource clock;
    private final ChangeLog changes;
    private final Sagas sagas;
    private final Servers servers;
    private final Function<HostName, ComputeRpc> compute;
    private final Bus.Registration conductor;

    /** @param owner names this process among those that share the database */
    public record Config(String authUri, Path keyFile, String owner, BiConsumer<Integer, Edge> halts) {}

    /** The other services. {@code self} is the service user, {@code zones} each host's availability zone. */
    public record Backends(
            ImageCatalog images,
            Placement placement,
            Leftovers.Devices ports,
            Leftovers.Devices volumes,
            Function<String, String> zones,
            Supplier<Caller> self) {}

    public NovaService(Config config, Db db, Bus bus, Tokens tokens, Backends backends, InstantSource clock) {
        this.config = config;
        this.tokens = tokens;
        this.db = db;
        this.clock = clock;
        this.changes = new ChangeLog(db, clock);
        var servers = new ServerStore(db);
        var actions = new ActionStore(db);
        var hosts = new HostStore(db);
        var services = new ServiceStore(db);
        this.compute = host -> bus.client(ComputeRpc.class, new Address.OnHost(ComputeRpc.TOPIC, host.value()), BUILD);
        this.sagas = new Sagas(db, clock, Sagas.Config.of(config.owner()), SealedSecrets.under(config.keyFile()));
        var log = new ServerLog(db, servers, actions, new StepStore(db), changes, clock);
        var steps = new StepLog(log, config.halts());
        var leftovers = new Leftovers(backends.placement(), backends.ports(), backends.volumes(), backends.self());
        var scheduler = new FilterScheduler(backends.placement(), hosts, services, backends.zones(), clock);
        sagas.register(
                new BuildServerSaga(scheduler, compute, leftovers, log, steps).define(), BuildServerSaga.Build.class);
        sagas.register(new DeleteServerSaga(compute, leftovers, log, sagas).define(), DeleteServerSaga.Delete.class);
        sagas.register(new PowerSaga(compute, log).define(), PowerSaga.Change.class);
        this.conductor = bus.serve(
                ConductorRpc.class,
                new Address.AnyOf(ConductorRpc.TOPIC),
                new Conductor(db, servers, hosts, services, steps, clock));
        var stores =
                new Servers.Stores(servers, actions, new FlavorStore(db), new KeyPairStore(db), new QuotaStore(db));
        this.servers = new Servers(db, stores, changes, backends.images(), sagas, clock);
    }

    /** Takes up what was under way; call once hosts can be reached. */
    public void start() {
        sagas.start();
    }

    public Api api() {
        var routes = Routes.at("/v2.1", "/v2.1/{project_id}");
        ComputeApis.routes(routes, db, changes, clock);
        new ServersApi(servers).routes(routes);
        new ServerActionsApi(servers, compute).routes(routes);
        return new Api(
                "nova",
                routes,
                Errors.NOVA,
                tokens,
                Policy.load(Policy.defaults(NovaService.class, "policy.yaml"), null),
                VersionsApi.MICROVERSIONS,
                TimeFormat.SECONDS_Z,
                config.authUri(),
                Api.USUAL_BODY);
    }

    @Override
    public void close() {
        conductor.close();
        sagas.close();
    }
}
