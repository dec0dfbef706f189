package stratus.nova.conductor;

import java.util.Set;
import stratus.nova.conductor.LifecycleLog.Now;
import stratus.nova.domain.Power;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.LifecycleRpc.Rescue;
import stratus.nova.rpc.LifecycleRpc.Unrescue;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;

/** From a guest that does not start to one that runs from another image, or back to what it was. */
public final class RescueSaga {
    public static final String NAME = "rescue-server";
    private static final String EVENT = "compute_rescue_instance";
    private static final Set<TaskState> TASKS = Set.of(TaskState.RESCUING);

    private final LifecycleHosts hosts;
    private final LifecycleLog log;

    RescueSaga(LifecycleHosts hosts, LifecycleLog log) {
        this.hosts = hosts;
        this.log = log;
    }

    /** @param before what the server was */
    public record Mend(Caller caller, ServerId server, ImageId image, VmState before) {}

    Saga<Mend> define() {
        var scope = new ForRequest<>(Mend::caller);
        return Saga.<Mend>named(NAME)
                .step("rescue", scope.step(this::rescue), scope.undo(this::back))
                .step("settle", scope.step(this::settle))
                .whenUndone((m, why) -> log.failed(m.caller(), m.server(), TASKS, m.before(), EVENT, why));
    }

    private Mend rescue(Mend m) {
        var server = log.at(m.server(), TASKS);
        int root = server.spec().flavor().rootGib();
        hosts.of(server).rescue(new Rescue(m.caller(), m.server(), m.image(), root));
        return m;
    }

    private void back(Mend m) {
        var server = log.find(m.server());
        if (server == null || server.taskState() != TaskState.RESCUING) {
            return;
        }
        hosts.of(server).unrescue(new Unrescue(m.caller(), m.server()));
        if (m.before() == VmState.STOPPED) {
            hosts.power(m.caller(), server, ComputeRpc.Power.OFF);
        }
    }

    private Mend settle(Mend m) {
        log.ended(m.caller(), m.server(), TASKS, new Now(VmState.RESCUED, null, Power.RUNNING), EVENT);
        return m;
    }
}
