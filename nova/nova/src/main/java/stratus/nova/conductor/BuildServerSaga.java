package stratus.nova.conductor;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import stratus.nova.domain.Server;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.ConductorRpc.Edge;
import stratus.nova.rpc.ConductorRpc.Mark;
import stratus.nova.scheduler.FilterScheduler;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;

/**
 * From a row in the database to a running guest, or back to nothing but an error.
 *
 * <p>Which host is being tried, and as which attempt, is in the server's row: what a crash leaves is found there.
 */
public final class BuildServerSaga {
    public static final String NAME = "build-server";
    private static final System.Logger log = System.getLogger("conductor");
    private static final int MAX_ATTEMPTS = 3;

    private final FilterScheduler scheduler;
    private final Function<HostName, ComputeRpc> compute;
    private final Leftovers leftovers;
    private final ServerLog servers;
    private final StepLog steps;

    public BuildServerSaga(
            FilterScheduler scheduler,
            Function<HostName, ComputeRpc> compute,
            Leftovers leftovers,
            ServerLog servers,
            StepLog steps) {
        this.scheduler = scheduler;
        this.compute = compute;
        this.leftovers = leftovers;
        this.servers = servers;
        this.steps = steps;
    }

    /** What the saga knows; the rest is in the server's row and its steps. */
    public record Build(Caller caller, ServerId server) {}

    public Saga<Build> define() {
        return Saga.<Build>named(NAME)
                .step("select-host", this::selectHost, b -> leftovers.releaseClaim(b.server()))
                .step("build-on-host", this::buildOnHost, b -> clearHost(b.server()))
                .whenUndone((b, failure) -> servers.failed(b.caller(), b.server(), failure));
    }

    /** Steps 8 to 11. A claim that a crash left is the one that is made again. */
    private Build selectHost(Build b) {
        select(b, Set.of());
        return b;
    }

    private void select(Build b, Set<String> tried) {
        var server = servers.get(b.server());
        leftovers.releaseClaim(b.server());
        int attempt = server.attempt() + 1;
        servers.place(b.server(), null, attempt);
        steps.report(b.server(), attempt, marks(8, 10, Map.of()));
        steps.before(b.server(), attempt, 11);
        var host = scheduler.select(server, tried);
        servers.place(b.server(), new HostName(host), attempt);
        steps.after(b.server(), attempt, 11, Map.of("host", host));
    }

    /** Steps 12 to 29, on another host where the first could not. */
    private Build buildOnHost(Build b) {
        var tried = new HashSet<String>();
        while (true) {
            var server = servers.get(b.server());
            try {
                buildOn(b, server);
                return b;
            } catch (RuntimeException failure) {
                if (!again(server, failure)) {
                    throw failure;
                }
                log.log(
                        System.Logger.Level.WARNING,
                        "build of " + b.server().text() + " goes to another host",
                        failure);
                tried.add(host(server).value());
                clearHost(b.server());
                reselect(b, tried, failure);
            }
        }
    }

    /** What the first host said is the reason where no other is left. */
    private void reselect(Build b, Set<String> tried, RuntimeException failure) {
        try {
            select(b, tried);
        } catch (Fault.NoValidHost none) {
            none.addSuppressed(failure);
            throw new Fault.NoValidHost("Exceeded the hosts to try; the last said: %s. %s"
                    .formatted(failure.getMessage(), none.getMessage()));
        }
    }

    private void buildOn(Build b, Server server) {
        int attempt = server.attempt();
        steps.report(
                b.server(), attempt, marks(12, 12, Map.of("host", host(server).value())));
        steps.before(b.server(), attempt, 13);
        compute.apply(host(server)).buildAndRun(new ComputeRpc.BuildAndRun(b.caller(), b.server(), attempt));
        servers.active(b.caller(), b.server());
    }

    /** What the request itself is at fault for, another host cannot mend. */
    private static boolean again(Server server, RuntimeException failure) {
        boolean ofHost = !(failure instanceof Fault) || failure instanceof Fault.Unavailable;
        return ofHost && server.spec().wantedHost() == null && server.attempt() < MAX_ATTEMPTS;
    }

    private void clearHost(ServerId id) {
        var server = servers.find(id);
        if (server == null) {
            return;
        }
        if (server.host() != null) {
            destroy(server);
        }
        for (int attempt = 0; attempt <= server.attempt(); attempt++) {
            leftovers.release(id, attempt);
        }
    }

    /** A host that is gone keeps its guest until it is back, and then finds that it should not have it. */
    private void destroy(Server server) {
        try {
            compute.apply(host(server)).destroy(new ComputeRpc.Destroy(leftovers.self(), server.id()));
        } catch (Fault.Unavailable gone) {
            log.log(System.Logger.Level.WARNING, "host of " + server.id().text() + " does not answer", gone);
        }
    }

    private static HostName host(Server server) {
        var host = server.host();
        if (host == null) {
            throw new IllegalStateException("select-host has not run");
        }
        return host;
    }

    private static List<Mark> marks(int first, int last, Map<String, String> facts) {
        var marks = new java.util.ArrayList<Mark>();
        for (int step = first; step <= last; step++) {
            marks.add(new Mark(step, Edge.BEGIN, Map.of()));
            marks.add(new Mark(step, Edge.END, facts));
        }
        return marks;
    }
}
