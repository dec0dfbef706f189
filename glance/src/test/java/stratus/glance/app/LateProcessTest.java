package stratus.glance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Db;

/** A process that goes on after its lease ran out: another has ended by then what it seemed to have left. */
class LateProcessTest {
    private final TestProcesses processes;
    private final Inventory inventory;

    LateProcessTest(@TempDir Path folder) {
        processes = new TestProcesses(folder);
        inventory = new Inventory(folder);
    }

    @ParameterizedTest
    @MethodSource("stratus.glance.app.TestProcesses#databases")
    void oneThatIsTakenForDeadLeavesNothingThatNobodyOwns(Db db, int stride) throws IOException {
        boolean struck = true;
        for (int steps = 0; struck; steps += stride) {
            var life = Mortal.stoppingAfter(steps);
            try (var late = processes.start("one", life.with(db), life::with);
                    var other = processes.start("two", db, s -> s)) {
                life.stopsBy(() -> {
                    processes.outliveLease();
                    other.recovery.sweep();
                });
                upload(late, life);
                struck = life.struck();
                late.recovery.sweep();
                inventory.requireOrder(other, steps);
            }
        }
        db.close();
    }

    private static void upload(Parts parts, Mortal life) {
        try {
            parts.uploads.take(parts.caller, parts.queued(), life.with(TestProcesses.bytes()), -1, "one");
        } catch (Fault e) {
            assertThat(life.struck()).as(String.valueOf(e)).isTrue();
        }
    }
}
