package stratus.nova.conductor;

import java.util.EnumSet;
import java.util.Set;
import stratus.nova.conductor.LifecycleLog.Now;
import stratus.nova.domain.Power;
import stratus.nova.domain.Server;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.LifecycleRpc.Respawn;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;

/** From a guest to one of the same server anew, on the same host, or to an error. */
public final class RebuildSaga {
    public static final String NAME = "rebuild-server";
    private static final String EVENT = "compute_rebuild_instance";
    private static final Set<TaskState> TASKS =
            EnumSet.of(TaskState.REBUILDING, TaskState.REBUILD_BLOCK_DEVICE_MAPPING, TaskState.REBUILD_SPAWNING);

    private final LifecycleHosts hosts;
    private final LifecycleLog log;

    RebuildSaga(LifecycleHosts hosts, LifecycleLog log) {
        this.hosts = hosts;
        this.log = log;
    }

    /** @param stopped whether it is to be off afterwards, as it was */
    public record Rebuild(Caller caller, ServerId server, boolean stopped) {}

    Saga<Rebuild> define() {
        var scope = new ForRequest<>(Rebuild::caller);
        return Saga.<Rebuild>named(NAME)
                .step("respawn", scope.step(this::respawn))
                .step("settle", scope.step(this::settle))
                .whenUndone((r, why) -> log.failed(r.caller(), r.server(), TASKS, VmState.ERROR, EVENT, why));
    }

    private Rebuild respawn(Rebuild r) {
        var server = log.at(r.server(), TASKS);
        hosts.of(server).respawn(new Respawn(r.caller(), r.server(), server.attempt(), null, server.ports(), true));
        return r;
    }

    private Rebuild settle(Rebuild r) {
        var server = log.find(r.server());
        if (!r.stopped()) {
            log.ended(r.caller(), r.server(), TASKS, Now.RUNNING, EVENT);
        } else if (server != null && TASKS.contains(server.taskState())) {
            stop(r, server);
        }
        return r;
    }

    private void stop(Rebuild r, Server server) {
        hosts.power(r.caller(), server, ComputeRpc.Power.OFF);
        log.ended(r.caller(), r.server(), TASKS, new Now(VmState.STOPPED, null, Power.SHUTDOWN), EVENT);
    }
}
