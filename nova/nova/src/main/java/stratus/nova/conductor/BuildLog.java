package stratus.nova.conductor;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.BuildStep;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerFault;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.ConductorRpc.Edge;
import stratus.nova.rpc.ConductorRpc.Mark;
import stratus.nova.rpc.ConductorRpc.StepReport;
import stratus.nova.store.ActionStore;
import stratus.nova.store.ServerStore;
import stratus.nova.store.ServerStore.Stage;
import stratus.nova.store.StepStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/**
 * How far each build is: attempt, host and steps, in one transaction with the server's state.
 *
 * <p>What an attempt that is over still has to say is refused with a {@link Fault.Conflict}.
 */
final class BuildLog {
    private static final String EVENT = "compute__do_build_and_run_instance";

    private final Db db;
    private final ServerStore servers;
    private final StepStore steps;
    private final ActionStore actions;
    private final ActionOutcomes outcomes;
    private final InstantSource clock;

    BuildLog(
            Db db,
            ServerStore servers,
            StepStore steps,
            ActionStore actions,
            ActionOutcomes outcomes,
            InstantSource clock) {
        this.db = db;
        this.servers = servers;
        this.steps = steps;
        this.actions = actions;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    Server get(ServerId id) {
        return servers.get(id);
    }

    @Nullable Server find(ServerId id) {
        return servers.find(id).orElse(null);
    }

    /** The number of the next attempt; one that never had a host is still the same. */
    int begin(ServerId id) {
        var now = clock.instant();
        return db.write(tx -> {
            var server = building(tx, id);
            boolean used = server.attempt() == 0 || steps.ended(tx, id, server.attempt(), 11);
            int attempt = used ? server.attempt() + 1 : server.attempt();
            servers.place(tx, id, null, attempt, now);
            return attempt;
        });
    }

    /** The attempt has a host, and is about to be sent there. */
    void place(ServerId id, int attempt, String host) {
        var now = clock.instant();
        var marks = List.of(
                new Mark(8, Edge.END, Map.of()),
                new Mark(9, Edge.END, Map.of()),
                new Mark(10, Edge.END, Map.of()),
                new Mark(11, Edge.END, Map.of("host", host)),
                new Mark(12, Edge.BEGIN, Map.of("host", host)));
        db.run(tx -> {
            current(tx, id, attempt);
            servers.place(tx, id, new HostName(host), attempt, now);
            steps.save(tx, id, attempt, marks, now);
        });
    }

    /** Saves the steps and moves the task along with them. */
    void report(StepReport report) {
        var now = clock.instant();
        db.run(tx -> {
            var stage = current(tx, report.server(), report.attempt());
            steps.save(tx, report.server(), report.attempt(), report.marks(), now);
            var devices = report.devices();
            if (devices != null) {
                servers.devices(tx, report.server(), devices.ports(), devices.disks());
            }
            var task = task(report.marks());
            if (task != null && task != stage.taskState()) {
                servers.advance(tx, stage, task, now);
            }
        });
    }

    private static @Nullable TaskState task(List<Mark> marks) {
        return switch (marks.getLast().step()) {
            case 22 -> TaskState.NETWORKING;
            case 25 -> TaskState.BLOCK_DEVICE_MAPPING;
            case 28 -> TaskState.SPAWNING;
            default -> null;
        };
    }

    /** The guest runs. */
    void built(Caller caller, ServerId id, int attempt) {
        var now = clock.instant();
        db.run(tx -> {
            current(tx, id, attempt);
            var server = servers.find(tx, id).orElseThrow();
            steps.save(tx, id, attempt, List.of(new Mark(29, Edge.END, Map.of("power", "running"))), now);
            servers.advance(tx, server, VmState.ACTIVE, null, now);
            servers.launched(tx, id, now);
            outcomes.write(tx, caller, server, EVENT, null, now);
        });
    }

    /** The attempt is over; why stays with the step that it is at. */
    void gaveUp(ServerId id, int attempt, RuntimeException failure) {
        var now = clock.instant();
        var latest = latest(id, attempt);
        var facts = Map.of("error", plain(failure), "failure", failure.toString());
        var mark = new Mark(latest == null ? 12 : latest.step(), Edge.END, facts);
        db.run(tx -> steps.save(tx, id, attempt, List.of(mark), now));
    }

    /** What may be told to a user. */
    private static String plain(RuntimeException failure) {
        return failure instanceof Fault || failure instanceof StepTimeout
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getSimpleName();
    }

    /** Why the last attempt failed, as a user may know it; null where none did. */
    @Nullable String lastError(ServerId id) {
        return steps.fact(id, "error");
    }

    /** Without a host from here on; false once somebody deletes it. */
    void displace(Server server) {
        var now = clock.instant();
        db.run(tx -> displace(tx, server, now));
    }

    private void displace(Tx tx, Server server, Instant now) {
        if (servers.place(tx, server.id(), null, server.attempt(), now)) {
            var disks = server.disks().stream().map(BlockDevice::detached).toList();
            servers.devices(tx, server.id(), List.of(), disks);
        }
    }

    /** What every filter had against every host, for admins. */
    void explain(ServerId id, int attempt, String refusals) {
        var now = clock.instant();
        var mark = new Mark(10, Edge.END, Map.of("refusals", refusals));
        db.run(tx -> steps.save(tx, id, attempt, List.of(mark), now));
    }

    /** Nothing is left of the build; a server that is being deleted keeps its task. */
    void failed(Caller caller, ServerId id, RuntimeException failure) {
        var now = clock.instant();
        var why = why(id);
        db.run(tx -> {
            var server = servers.find(tx, id).orElse(null);
            if (server == null || !server.building() || server.taskState() == TaskState.DELETING) {
                return;
            }
            displace(tx, server, now);
            var placed = servers.find(tx, id).orElseThrow();
            servers.advance(tx, placed, VmState.ERROR, null, now);
            actions.fault(tx, id, fault(failure, why, now));
            outcomes.write(tx, caller, placed, EVENT, failure, now);
        });
    }

    private static ServerFault fault(RuntimeException failure, String why, Instant now) {
        return new ServerFault(FaultCode.of(failure), plain(failure), failure + why, now);
    }

    /** What every attempt failed at and every filter refused, for admins. */
    private String why(ServerId id) {
        var why = new StringBuilder();
        for (var step : steps.of(id)) {
            for (var fact : List.of("refusals", "failure")) {
                var text = step.facts().get(fact);
                if (text != null) {
                    why.append("\nattempt %d, step %d: %s".formatted(step.attempt(), step.step(), text));
                }
            }
        }
        return why.toString();
    }

    /** The hosts that attempts before had. */
    Set<String> tried(ServerId id) {
        return steps.hosts(id);
    }

    /** Where an attempt is now; null before its first step. */
    @Nullable BuildStep latest(ServerId id, int attempt) {
        return steps.latest(id, attempt).orElse(null);
    }

    private Stage current(Tx tx, ServerId id, int attempt) {
        var stage = building(tx, id);
        if (stage.attempt() != attempt) {
            throw new Fault.Conflict("Attempt %d of instance %s is over.".formatted(attempt, id.text()));
        }
        return stage;
    }

    private Stage building(Tx tx, ServerId id) {
        return servers.stage(tx, id)
                .filter(Stage::building)
                .orElseThrow(() -> new Fault.Conflict("Instance %s is not being built any more.".formatted(id.text())));
    }
}
