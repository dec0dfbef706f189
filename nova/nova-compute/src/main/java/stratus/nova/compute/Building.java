package stratus.nova.compute;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;
import stratus.nova.rpc.ConductorRpc.Devices;
import stratus.nova.rpc.ConductorRpc.StepReport;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.trace.Tracer;

/** A host's part of a build: small hooks in order, undone backwards when one fails. */
final class Building {
    private final Consumer<StepReport> steps;
    private final Supplier<Caller> self;
    private final Tracer tracer;
    private final RunningCalls calls;
    private final List<Hook> hooks;

    Building(Consumer<StepReport> steps, Supplier<Caller> self, Tracer tracer, RunningCalls calls, List<Hook> hooks) {
        this.steps = steps;
        this.self = self;
        this.tracer = tracer;
        this.calls = calls;
        this.hooks = List.copyOf(hooks);
    }

    /** One thing that a guest needs. Both ways may run twice, and after a crash, on what is half done. */
    interface Hook {
        /** Which of the 29 steps it begins with. */
        int first();

        /** Passes each of its steps on the trail. */
        Plan apply(Trail trail, Plan plan);

        /** Called with the service user's own token. */
        void undo(BuildAndRun build);

        /** The guest is gone for good: so is what this host kept for it. */
        default void forget(ServerId server) {}
    }

    void forget(ServerId server) {
        hooks.forEach(hook -> hook.forget(server));
    }

    void build(BuildAndRun build) {
        var trail = new Trail(tracer, steps, build);
        var begun = new ArrayDeque<Hook>();
        try {
            trail.step(13, _ -> taken(trail));
            var plan = Plan.blank();
            @Nullable Devices saved = null;
            for (var hook : hooks) {
                if (!begun.isEmpty()) {
                    var devices = plan.devices();
                    trail.report(hook.first(), devices.equals(saved) ? null : devices);
                    saved = devices;
                }
                begun.push(hook);
                plan = hook.apply(trail, plan);
            }
        } catch (RuntimeException failure) {
            undo(begun, build, failure);
            throw FullDisk.told(failure);
        }
    }

    /** A host that stops leaves all as it is: the same attempt goes on from there after the restart. */
    private void undo(Deque<Hook> begun, BuildAndRun build, RuntimeException failure) {
        if (!calls.stopping()) {
            boolean _ = Thread.interrupted(); // what ended the build must not keep it from being undone
            begun.forEach(hook -> undo(hook, build, failure));
        }
    }

    private boolean taken(Trail trail) {
        trail.report(hooks.getFirst().first(), null);
        return true;
    }

    /** What cannot be undone here, the saga undoes: it must not keep the others from it. */
    private void undo(Hook hook, BuildAndRun build, RuntimeException failure) {
        try {
            hook.undo(build.as(self.get()));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
