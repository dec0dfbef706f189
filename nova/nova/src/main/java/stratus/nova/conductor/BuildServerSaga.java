package stratus.nova.conductor;

import java.lang.System.Logger.Level;
import stratus.nova.domain.Server;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;
import stratus.nova.rpc.ComputeRpc.Destroy;
import stratus.nova.scheduler.FilterScheduler;
import stratus.nova.scheduler.FilterScheduler.Request;
import stratus.nova.scheduler.Refusals;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;
import stratus.oslo.trace.TraceEvent.Outcome;
import stratus.oslo.trace.Tracer;

/**
 * From a row in the database to a running guest, or back to nothing but an error.
 *
 * <p>Which hosts were tried, and as which attempt, is in the server's row and its steps: what a crash leaves is found
 * there, and the build goes on where it was.
 */
public final class BuildServerSaga {
    public static final String NAME = "build-server";
    private static final System.Logger log = System.getLogger("conductor");
    private static final int MAX_ATTEMPTS = 3;

    private final FilterScheduler scheduler;
    private final HostCalls hosts;
    private final Cleanup cleanup;
    private final BuildLog builds;
    private final Tracer tracer;

    BuildServerSaga(FilterScheduler scheduler, HostCalls hosts, Cleanup cleanup, BuildLog builds, Tracer tracer) {
        this.scheduler = scheduler;
        this.hosts = hosts;
        this.cleanup = cleanup;
        this.builds = builds;
        this.tracer = tracer;
    }

    /** What the saga knows; the rest is in the server's row and its steps. */
    public record Build(Caller caller, ServerId server) {}

    Saga<Build> define() {
        var scope = new ForRequest<>(Build::caller);
        return Saga.<Build>named(NAME)
                .step("reserve-volumes", scope.step(this::reserve), scope.undo(this::unreserve))
                .step("select-host", scope.step(this::selectHost), scope.undo(this::releaseClaim))
                .step("build-on-host", scope.step(this::buildOnHost), scope.undo(this::clearHost))
                .whenUndone((b, failure) -> builds.failed(b.caller(), b.server(), failure));
    }

    /** The volumes that were there before are the server's from here on. */
    private Build reserve(Build b) {
        cleanup.reserve(b.caller(), builds.get(b.server()));
        return b;
    }

    private void unreserve(Build b) {
        var server = builds.find(b.server());
        if (server != null && server.launchedAt() == null && server.onVolumes()) {
            cleanup.unreserve(b.server());
        }
    }

    /** Steps 8 to 11; a host that was claimed before a crash is the host. */
    private Build selectHost(Build b) {
        var server = builds.get(b.server());
        if (server.host() == null && server.building()) {
            select(b);
        }
        return b;
    }

    private void select(Build b) {
        var request = b.caller().requestId();
        boolean another = builds.get(b.server()).attempt() > 0;
        int attempt = builds.begin(b.server());
        if (another) {
            cleanup.releaseClaim(b.server()); // of the attempt before, or of a process that died
        }
        var wanted = tracer.call(
                request, b.server(), 8, _ -> new Request(request, builds.get(b.server()), builds.tried(b.server())));
        try {
            builds.place(b.server(), attempt, scheduler.select(wanted));
        } catch (Refusals.NoHost none) {
            builds.explain(b.server(), attempt, none.forAdmins());
            throw none.fault();
        }
    }

    /** Steps 12 to 29, on another host where the first could not. */
    private Build buildOnHost(Build b) {
        for (var server = builds.get(b.server()); server.launchedAt() == null; server = builds.get(b.server())) {
            if (server.host() == null) {
                reselect(b);
            } else {
                attempt(b, server);
            }
        }
        return b;
    }

    private void attempt(Build b, Server server) {
        try {
            buildOn(b, server);
        } catch (RuntimeException failure) {
            if (Thread.currentThread().isInterrupted() || !again(server, failure)) {
                throw failure;
            }
            log.log(Level.WARNING, "build of " + b.server().text() + " goes to another host", failure);
            builds.gaveUp(b.server(), server.attempt(), failure);
            clearHost(b);
            builds.displace(server);
        }
    }

    /** What the first host said is the reason where no other is left. */
    private void reselect(Build b) {
        try {
            select(b);
        } catch (Fault.NoValidHost none) {
            var last = builds.lastError(b.server());
            throw last == null ? none : exhausted(b.server(), last);
        }
    }

    private static Fault exhausted(ServerId id, String last) {
        return new Fault.NoValidHost(
                "Exceeded maximum number of retries. Exhausted all hosts available for retrying build failures for"
                        + " instance %s. The last one said: %s".formatted(id.text(), last));
    }

    private void buildOn(Build b, Server server) {
        int attempt = server.attempt();
        var host = HostCalls.host(server);
        var sent = tracer.call(b.caller().requestId(), b.server(), 12, span -> {
            span.with("attempt", attempt).with("host", host.value());
            return hosts.send(new BuildAndRun(b.caller(), b.server(), attempt), host);
        });
        hosts.await(sent);
        builds.built(b.caller(), b.server(), attempt);
    }

    /** What the request itself is at fault for, another host cannot mend. */
    private static boolean again(Server server, RuntimeException failure) {
        boolean ofHost = switch (failure) {
            case Fault.Unavailable _, Fault.Full _ -> true;
            default -> !(failure instanceof Fault);
        };
        return ofHost && server.spec().where().host() == null && server.attempt() < MAX_ATTEMPTS;
    }

    private void releaseClaim(Build b) {
        var server = builds.find(b.server());
        if (server == null || server.launchedAt() == null) {
            undo(b, 11, () -> cleanup.releaseClaim(b.server()));
        }
    }

    /** Nothing of the attempt is left on its host, in Neutron and in Cinder. A server that runs keeps all it has. */
    private void clearHost(Build b) {
        var server = builds.find(b.server());
        if (server == null || server.host() == null || server.launchedAt() != null) {
            return;
        }
        var host = HostCalls.host(server);
        undo(b, 29, () -> {
            if (!hosts.destroy(host, new Destroy(cleanup.self(), b.server()))) {
                log.log(Level.WARNING, "host of {0} does not answer", b.server().text());
            }
        });
        if (server.onNetworks()) {
            undo(b, 22, () -> cleanup.releasePorts(b.server(), server.attempt()));
        }
        if (server.onVolumes()) {
            undo(b, 25, () -> cleanup.releaseVolumes(b.server(), server.attempt()));
        }
    }

    private void undo(Build b, int step, Runnable work) {
        try (var span = tracer.undo(b.caller().requestId(), b.server(), step)) {
            work.run();
            span.end(Outcome.OK);
        }
    }
}
