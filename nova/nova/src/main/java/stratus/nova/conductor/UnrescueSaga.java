package stratus.nova.conductor;

import java.util.Set;
import stratus.nova.conductor.LifecycleLog.Now;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.LifecycleRpc.Unrescue;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;

/** From a rescued guest to one that runs as it did before; where that fails, it stays rescued. */
public final class UnrescueSaga {
    public static final String NAME = "unrescue-server";
    private static final String EVENT = "compute_unrescue_instance";
    private static final Set<TaskState> TASKS = Set.of(TaskState.UNRESCUING);

    private final LifecycleHosts hosts;
    private final LifecycleLog log;

    UnrescueSaga(LifecycleHosts hosts, LifecycleLog log) {
        this.hosts = hosts;
        this.log = log;
    }

    public record Release(Caller caller, ServerId server) {}

    Saga<Release> define() {
        var scope = new ForRequest<>(Release::caller);
        return Saga.<Release>named(NAME)
                .step("unrescue", scope.step(this::unrescue))
                .whenUndone((r, why) -> log.failed(r.caller(), r.server(), TASKS, VmState.RESCUED, EVENT, why));
    }

    private Release unrescue(Release r) {
        var server = log.at(r.server(), TASKS);
        hosts.of(server).unrescue(new Unrescue(r.caller(), r.server()));
        log.ended(r.caller(), r.server(), TASKS, Now.RUNNING, EVENT);
        return r;
    }
}
