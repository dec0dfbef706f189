package stratus.nova.conductor;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import stratus.nova.domain.TaskState;
import stratus.nova.rpc.ConductorRpc.Edge;
import stratus.nova.rpc.ConductorRpc.Mark;
import stratus.oslo.base.Ids.ServerId;

/** Saves each of the 29 steps, moves {@code task_state} along with them, and halts where a test of crashes wants it. */
public final class StepLog {
    private final ServerLog servers;
    private final BiConsumer<Integer, Edge> halts;

    /** {@code halts} is passed before and after each step of the conductor's own. */
    public StepLog(ServerLog servers, BiConsumer<Integer, Edge> halts) {
        this.servers = servers;
        this.halts = halts;
    }

    void before(ServerId server, int attempt, int step) {
        report(server, attempt, List.of(new Mark(step, Edge.BEGIN, Map.of())));
        halts.accept(step, Edge.BEGIN);
    }

    void after(ServerId server, int attempt, int step, Map<String, String> facts) {
        halts.accept(step, Edge.END);
        report(server, attempt, List.of(new Mark(step, Edge.END, facts)));
    }

    void report(ServerId server, int attempt, List<Mark> marks) {
        var first = marks.getFirst();
        int step = first.edge() == Edge.BEGIN ? first.step() : 0;
        switch (step) {
            case 22 -> servers.steps(server, attempt, marks, TaskState.SCHEDULING, TaskState.NETWORKING);
            case 25 -> servers.steps(server, attempt, marks, TaskState.NETWORKING, TaskState.BLOCK_DEVICE_MAPPING);
            case 28 -> servers.steps(server, attempt, marks, TaskState.BLOCK_DEVICE_MAPPING, TaskState.SPAWNING);
            default -> servers.steps(server, attempt, marks, null, null);
        }
    }
}
