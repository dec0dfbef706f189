package stratus.nova.compute;

import java.util.List;
import java.util.function.Supplier;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;
import stratus.nova.rpc.ConductorRpc.StepReport;
import stratus.nova.rpc.LifecycleRpc.Respawn;
import stratus.nova.rpc.ProgressRpc;
import stratus.nova.rpc.ProgressRpc.Reached;
import stratus.nova.rpc.ProgressRpc.Stage;
import stratus.oslo.base.Caller;
import stratus.oslo.trace.Tracer;

/** Makes guests again, of servers that have their ports and volumes: the steps of a build, with other hooks. */
final class Respawning {
    private final Hooks hooks;
    private final ProgressRpc progress;
    private final Supplier<Caller> self;
    private final Tracer tracer;
    private final RunningCalls calls;

    /** The hooks for a request. */
    interface Hooks {
        List<Building.Hook> of(Respawn request);
    }

    Respawning(Hooks hooks, ProgressRpc progress, Supplier<Caller> self, Tracer tracer, RunningCalls calls) {
        this.hooks = hooks;
        this.progress = progress;
        this.self = self;
        this.tracer = tracer;
        this.calls = calls;
    }

    void respawn(Respawn request) {
        new Building(this::tell, self, tracer, calls, hooks.of(request))
                .build(new BuildAndRun(request.caller(), request.server(), request.attempt()));
    }

    private void tell(StepReport report) {
        switch (report.marks().getLast().step()) {
            case 25 -> progress.reached(new Reached(report.server(), Stage.CONNECTING_VOLUMES));
            case 28 -> progress.reached(new Reached(report.server(), Stage.SPAWNING));
            default -> {}
        }
    }
}
