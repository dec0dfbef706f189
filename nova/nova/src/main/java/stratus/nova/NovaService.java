package stratus.nova;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import stratus.nova.api.VersionsApi;
import stratus.nova.app.Consoles;
import stratus.nova.app.GuestLinks;
import stratus.nova.app.GuestPasswords;
import stratus.nova.app.ImageCatalog;
import stratus.nova.app.Metadata;
import stratus.nova.conductor.ConductorService;
import stratus.nova.conductor.StepTimeouts;
import stratus.nova.console.NoVncProxy;
import stratus.nova.metadata.MetadataServer;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.LifecycleRpc;
import stratus.nova.store.PasswordStore;
import stratus.nova.store.ServerStore;
import stratus.nova.store.ServiceStore;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Secret;
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
import stratus.oslo.trace.Tracer;

/** Compute's API, conductor and scheduler, wired in order. */
public final class NovaService implements AutoCloseable {
    private static final Duration BUILD = Duration.ofMinutes(15);

    /** Where Debian's package puts noVNC. */
    private static final Path NOVNC = Path.of("/usr/share/novnc");

    private final Config config;
    private final Tokens tokens;
    private final Db db;
    private final InstantSource clock;
    private final ChangeLog changes;
    private final Sagas sagas;
    private final ServerApis servers;
    private final Function<HostName, ComputeRpc> compute;
    private final ConductorService conductor;
    private final Metadata metadata;

    /**
     * How one process does its part of Compute.
     *
     * @param owner names this process among those that share the database
     * @param tracer is told the steps of builds
     * @param timeouts how long hosts may take
     * @param novncUrl the page of the console proxy, as browsers reach it
     */
    public record Config(
            String authUri, Path keyFile, String owner, Tracer tracer, StepTimeouts timeouts, String novncUrl) {}

    /** The other services. */
    public record Backends(ImageCatalog images, ConductorService.Backends conductor, LegacyApis legacy) {}

    public NovaService(Config config, Db db, Bus bus, Tokens tokens, Backends backends, InstantSource clock) {
        this.config = config;
        this.tokens = tokens;
        this.db = db;
        this.clock = clock;
        this.changes = new ChangeLog(db, clock);
        this.compute = host -> bus.client(ComputeRpc.class, new Address.OnHost(ComputeRpc.TOPIC, host.value()), BUILD);
        this.sagas = new Sagas(db, clock, Sagas.Config.of(config.owner()), SealedSecrets.under(config.keyFile()));
        this.conductor = new ConductorService(
                new ConductorService.Site(db, bus, changes, config.tracer(), clock),
                sagas,
                backends.conductor(),
                config.timeouts());
        var site = new ServerApis.Site(db, changes, sagas, config.tracer(), clock);
        var others = new ServerApis.Others(
                backends.images(),
                backends.conductor().network(),
                backends.conductor().volumes(),
                compute,
                new Consoles.Settings(config.novncUrl(), backends.conductor().self()),
                new ServerApis.Life(backends.conductor().made().images(), lifecycles(bus)));
        this.servers = new ServerApis(site, others, backends.legacy());
        this.metadata = new Metadata(
                new ServerStore(db),
                new GuestLinks(backends.conductor().network()),
                backends.conductor().self());
    }

    private static Function<HostName, LifecycleRpc> lifecycles(Bus bus) {
        return host -> bus.client(LifecycleRpc.class, new Address.OnHost(LifecycleRpc.TOPIC, host.value()), BUILD);
    }

    /** Takes up what was under way; call once hosts can be reached. */
    public void start() {
        sagas.start();
    }

    public Api api() {
        var routes = Routes.at("/v2.1", "/v2.1/{project_id}").withoutSlashes();
        ComputeApis.routes(routes, db, changes, clock);
        servers.routes(routes);
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

    /** Has conductor and scheduler listed among the services of a host, as living, until it is closed. */
    public AutoCloseable heartbeats(String host) {
        var beats = new Heartbeats(db, new ServiceStore(db), host, clock);
        beats.start();
        return beats;
    }

    /** The console proxy, listening until it is closed. */
    public NoVncProxy novncProxy(String address, int port) {
        return new NoVncProxy(servers.consoles(), address, port, NOVNC);
    }

    /** What guests ask about themselves, listening until it is closed. {@code secret} is shared with agents. */
    public MetadataServer metadata(Secret secret, String address, int port) {
        return new MetadataServer(metadata, new GuestPasswords(db, new PasswordStore(db)), secret, address, port);
    }

    /**
     * Goes on with nothing any more: what is under way is taken up at the next start. To be called before hosts and other
     * services are closed, whose silence would else be taken for their failure.
     */
    public void stop() {
        sagas.close();
    }

    @Override
    public void close() {
        stop();
        conductor.close();
    }
}
