package stratus.nova.compute;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;
import stratus.nova.rpc.ConductorRpc;
import stratus.nova.rpc.ConductorRpc.Edge;
import stratus.nova.rpc.ConductorRpc.Mark;
import stratus.nova.rpc.ConductorRpc.StepReport;
import stratus.oslo.base.Caller;

/** A host's part of a build: small hooks in order, undone backwards when one fails. */
final class Building {
    private final ConductorRpc conductor;
    private final Supplier<Caller> self;
    private final HaltPoints halts;
    private final List<Hook> hooks;

    Building(ConductorRpc conductor, Supplier<Caller> self, HaltPoints halts, List<Hook> hooks) {
        this.conductor = conductor;
        this.self = self;
        this.halts = halts;
        this.hooks = List.copyOf(hooks);
    }

    /** One thing that a guest needs. Both ways may run twice, and after a crash, on what is half done. */
    interface Hook {
        /** Which of the 29 steps it begins with. */
        int first();

        /** Which it ends with. */
        int last();

        Plan apply(BuildAndRun build, Plan plan);

        /** Called with the service user's own token. */
        void undo(BuildAndRun build);
    }

    void build(BuildAndRun build) {
        var begun = new ArrayDeque<Hook>();
        var plan = Plan.blank();
        try {
            for (var hook : hooks) {
                report(build, List.of(new Mark(hook.first(), Edge.BEGIN, Map.of())));
                halts.pass(hook.first(), Edge.BEGIN);
                begun.push(hook);
                plan = hook.apply(build, plan);
                for (int step = hook.first(); step <= hook.last(); step++) {
                    halts.pass(step, Edge.END);
                }
                report(build, ends(hook, plan.facts()));
            }
        } catch (RuntimeException failure) {
            begun.forEach(hook -> undo(hook, build, failure));
            throw failure;
        }
    }

    /** Every one of the steps is told of, also where one hook covers several. */
    private static List<Mark> ends(Hook hook, Map<String, String> facts) {
        var marks = new ArrayList<Mark>();
        for (int step = hook.first(); step <= hook.last(); step++) {
            if (step > hook.first()) {
                marks.add(new Mark(step, Edge.BEGIN, Map.of()));
            }
            marks.add(new Mark(step, Edge.END, step == hook.last() ? facts : Map.of()));
        }
        return marks;
    }

    private void report(BuildAndRun build, List<Mark> marks) {
        conductor.step(new StepReport(build.server(), build.attempt(), marks));
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
