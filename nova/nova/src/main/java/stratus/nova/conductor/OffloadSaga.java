package stratus.nova.conductor;

import java.util.Set;
import java.util.function.Consumer;
import stratus.nova.domain.Server;
import stratus.nova.domain.TaskState;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;

/** Takes a shelved server from its host, with all that it had there; does not give up and has no way back. */
public final class OffloadSaga {
    public static final String NAME = "offload-server";
    private static final Set<TaskState> TASKS = Set.of(TaskState.SHELVING_OFFLOADING);

    private final HostBindings bindings;
    private final LifecycleLog log;

    OffloadSaga(HostBindings bindings, LifecycleLog log) {
        this.bindings = bindings;
        this.log = log;
    }

    public record Offload(Caller caller, ServerId server) {}

    Saga<Offload> define() {
        var scope = new ForRequest<>(Offload::caller);
        return Saga.<Offload>named(NAME)
                .step("destroy", scope.step(o -> free(o, bindings::destroy)))
                .step("free-volumes", scope.step(o -> free(o, bindings::freeVolumes)))
                .step("free-ports", scope.step(o -> free(o, bindings::freePorts)))
                .step("release-claim", scope.step(o -> free(o, s -> bindings.releaseClaim(s.id()))))
                .step("settle", scope.step(this::settle))
                .untilDone();
    }

    /** A server that is being deleted meanwhile loses all of it anyway. */
    private Offload free(Offload o, Consumer<Server> what) {
        var server = log.find(o.server());
        if (server != null && TASKS.contains(server.taskState())) {
            what.accept(server);
        }
        return o;
    }

    private Offload settle(Offload o) {
        log.offloaded(o.caller(), o.server(), TASKS);
        return o;
    }
}
