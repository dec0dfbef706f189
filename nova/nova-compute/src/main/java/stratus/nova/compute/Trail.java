package stratus.nova.compute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;
import stratus.nova.rpc.ConductorRpc.Devices;
import stratus.nova.rpc.ConductorRpc.Edge;
import stratus.nova.rpc.ConductorRpc.Mark;
import stratus.nova.rpc.ConductorRpc.StepReport;
import stratus.oslo.trace.Tracer;

/** The steps of one build on a host: traced one by one, and saved by the conductor before the next hook begins. */
final class Trail {
    private final Tracer tracer;
    private final Consumer<StepReport> steps;
    private final BuildAndRun build;
    private final List<Mark> unsaved = new ArrayList<>();

    Trail(Tracer tracer, Consumer<StepReport> steps, BuildAndRun build) {
        this.tracer = tracer;
        this.steps = steps;
        this.build = build;
        unsaved.add(new Mark(12, Edge.END, Map.of())); // it has come to the host
    }

    BuildAndRun build() {
        return build;
    }

    /** What is known of a step when it ends. */
    static final class Facts {
        private final Map<String, String> all = new LinkedHashMap<>();

        Facts with(String name, Object value) {
            all.put(name, value.toString());
            return this;
        }
    }

    <T> T step(int step, Function<Facts, T> work) {
        var facts = new Facts();
        T result = tracer.call(build.caller().requestId(), build.server(), step, span -> {
            span.with("attempt", build.attempt());
            T done = work.apply(facts);
            facts.all.forEach(span::with);
            return done;
        });
        unsaved.add(new Mark(step, Edge.END, Map.copyOf(facts.all)));
        return result;
    }

    /** Steps that this build does not need. */
    void skip(int first, int last, String why) {
        for (int step = first; step <= last; step++) {
            tracer.skipped(build.caller().requestId(), build.server(), step);
            unsaved.add(new Mark(step, Edge.END, Map.of("skipped", why)));
        }
    }

    /** Saves what ended and that {@code next} begins; refused where the attempt is over. */
    void report(int next, @Nullable Devices devices) {
        unsaved.add(new Mark(next, Edge.BEGIN, Map.of()));
        steps.accept(new StepReport(build.server(), build.attempt(), List.copyOf(unsaved), devices));
        unsaved.clear();
    }
}
