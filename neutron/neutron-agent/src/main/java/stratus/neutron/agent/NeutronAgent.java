package stratus.neutron.agent;

import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import stratus.neutron.agent.Bell.Reason;
import stratus.neutron.agent.dhcp.Dnsmasq;
import stratus.neutron.agent.host.Namespaces;
import stratus.neutron.agent.metadata.MetadataListeners;
import stratus.neutron.agent.metadata.MetadataProxy;
import stratus.neutron.rpc.AgentRpc;
import stratus.neutron.rpc.NetworkServerRpc;
import stratus.neutron.rpc.NetworkServerRpc.GetWantedState;
import stratus.neutron.rpc.WantedState;
import stratus.oslo.messaging.Bus;
import stratus.oslo.process.Programs;

/**
 * Keeps one host's networks as the server wants them, from {@link #start} to {@link #close}.
 *
 * <p>What it made stays when it ends, and guests go on talking; {@link #purge} takes it away.
 */
public final class NeutronAgent implements AutoCloseable {
    private static final System.Logger log = System.getLogger("neutron.agent");
    private static final Duration CALM = Duration.ofSeconds(60);
    private static final Duration RETRY = Duration.ofSeconds(3);
    private static final Duration MOST_PATIENT = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private final AgentConfig config;
    private final Bus bus;
    private final NetworkServerRpc server;
    private final Bell bell = new Bell();
    private final LinkWatch watch;
    private final Heartbeats heartbeats;
    private final Reports reports;
    private final MetadataListeners metadata;
    private final HttpClient http;
    private final Convergence convergence;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("neutron-heartbeat").factory());
    private volatile WantedState state = WantedState.NOTHING;
    private List<String> problems = List.of();
    private Bus.@Nullable Registration registration;
    private @Nullable Thread loop;

    public NeutronAgent(AgentConfig config, Bus bus, Programs programs) {
        this.config = config;
        this.bus = bus;
        this.server = bus.client(NetworkServerRpc.class, new Bus.Address.AnyOf(NetworkServerRpc.TOPIC));
        this.watch = new LinkWatch(config.dataPlane().namespace(), () -> bell.ring(Reason.DEVICE));
        this.heartbeats = new Heartbeats(config, server);
        this.reports = new Reports(server, config.host());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        this.metadata = new MetadataListeners(new MetadataProxy(
                server, config.metadata(), http, (source, ip) -> new GivenAddress(state).of(source, ip)));
        var namespaces = new Namespaces(config.state().resolve("netns"), programs);
        var dnsmasq = new Dnsmasq(config.state().resolve("dnsmasq"), programs);
        this.convergence = new Convergence(
                config,
                new MainNamespace(config.dataPlane(), namespaces),
                new InnerNamespaces(
                        namespaces, dnsmasq, metadata, config.dataPlane().namespace()));
    }

    /** Has reported, so that ports can be bound here, when it returns; the host follows. */
    public void start() {
        registration = bus.serve(
                AgentRpc.class, new Bus.Address.OnHost(AgentRpc.TOPIC, config.host()), _ -> bell.ring(Reason.CHANGED));
        beat();
        loop = Thread.ofVirtual().name("neutron-agent").start(this::loop);
    }

    private void beat() {
        var next = HEARTBEAT;
        try {
            heartbeats.report(state);
        } catch (RuntimeException e) {
            log.log(Level.WARNING, () -> "heartbeat not taken: " + e.getMessage());
            next = RETRY;
        }
        if (!clock.isShutdown()) {
            clock.schedule(this::beat, next.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void loop() {
        bell.ring(Reason.CHANGED);
        var patience = CALM;
        boolean first = true;
        try {
            while (true) {
                var reasons = bell.await(patience);
                boolean thorough = first || (reasons.isEmpty() && patience.equals(CALM));
                boolean well = pass(reasons.contains(Reason.CHANGED) || reasons.isEmpty(), thorough);
                first = first && !well;
                patience = well ? CALM : longer(patience);
            }
        } catch (InterruptedException e) {
            // closed
            Thread.currentThread().interrupt();
        }
    }

    /** What keeps failing is tried more and more seldom. */
    private static Duration longer(Duration patience) {
        if (patience.equals(CALM)) {
            return RETRY;
        }
        var doubled = patience.multipliedBy(2);
        return doubled.compareTo(MOST_PATIENT) < 0 ? doubled : MOST_PATIENT;
    }

    /** True when the host is now as wanted and the server knows. */
    private boolean pass(boolean ask, boolean thorough) {
        try {
            if (ask) {
                state = server.wantedState(new GetWantedState(config.host()));
            }
            if (thorough) {
                reports.forget();
            }
            var outcome = convergence.run(state, thorough);
            watch.ensure();
            say(outcome.problems());
            reports.tell(outcome);
            return outcome.problems().isEmpty();
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                // closing ends programs half-way: the next agent goes on from there
                return false;
            }
            say(List.of(String.valueOf(e)));
            log.log(Level.DEBUG, "pass failed", e);
            return false;
        }
    }

    /** The same problems again are not told again. */
    private void say(List<String> now) {
        if (!now.equals(problems)) {
            now.forEach(problem -> log.log(Level.WARNING, problem));
            if (now.isEmpty()) {
                log.log(Level.INFO, "all networks are in order again");
            }
            problems = now;
        }
    }

    /** Stops following; networks and guests stay as they are. */
    @Override
    public void close() {
        if (registration != null) {
            registration.close();
        }
        clock.shutdownNow();
        var running = loop;
        if (running != null) {
            running.interrupt();
            join(running);
        }
        watch.close();
        metadata.close();
        http.shutdownNow();
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** After {@link #close}: removes every namespace, device, rule and process that was ever made. */
    public void purge() {
        convergence.purge();
    }
}
