package stratus.glance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Thread.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.glance.domain.Image;
import stratus.oslo.db.Db;

/** A process that is stopped at any moment of its work: what it interrupts has not failed, and what was staged is not lost. */
class OrderlyEndTest {
    private final TestProcesses processes;
    private final Inventory inventory;

    OrderlyEndTest(@TempDir Path folder) {
        processes = new TestProcesses(folder);
        inventory = new Inventory(folder);
    }

    @ParameterizedTest
    @MethodSource("stratus.glance.app.TestProcesses#databases")
    void whateverAnEndingProcessInterruptsIsNoFailure(Db db, int stride) throws Exception {
        int steps = 0;
        for (boolean struck = true; struck; steps += 2 * stride) {
            var staged = new ArrayList<Image>();
            struck = liveUntilStopped(db, Mortal.stoppingAfter(steps), staged);
            processes.outliveLease();
            try (var next = processes.start("one", db, s -> s)) {
                assertNothingFailed(next, staged, steps);
                next.recovery.start();
                next.recovery.sweep();
                assertNothingFailed(next, staged, steps);
                inventory.requireOrder(next, steps);
            }
        }
        assertThat(steps).as("moments").isGreaterThan(60);
        db.close();
    }

    /** The server interrupts its clients, and the process its own threads; false where it was done before. */
    private boolean liveUntilStopped(Db db, Mortal life, List<Image> staged) throws Exception {
        var parts = processes.start("one", life.with(db), life::with);
        var closing = Thread.ofPlatform().unstarted(parts::close);
        var client = Thread.ofPlatform().unstarted(() -> serve(parts, life, staged));
        life.stopsBy(() -> {
            closing.start();
            while (List.of(State.NEW, State.RUNNABLE, State.BLOCKED).contains(closing.getState())) {
                Thread.onSpinWait();
            }
            client.interrupt();
        });
        client.start();
        client.join();
        if (!life.struck()) {
            closing.start();
        }
        closing.join();
        return life.struck();
    }

    private static void serve(Parts parts, Mortal life, List<Image> staged) {
        try {
            for (var order : List.of(TestProcesses.TO_BOTH, TestProcesses.TO_SOME)) {
                var image = parts.queued();
                parts.staged.take(parts.caller, image, life.with(TestProcesses.bytes()), -1);
                staged.add(image);
                parts.bring(image, order);
            }
            var uploaded = parts.queued();
            parts.uploads.take(parts.caller, uploaded, life.with(TestProcesses.bytes()), -1, "one");
            parts.bring(uploaded, TestProcesses.COPY);
        } catch (RuntimeException end) {
            assertThat(life.struck()).as(String.valueOf(end)).isTrue();
        }
    }

    private static void assertNothingFailed(Parts parts, List<Image> staged, int steps) {
        for (var image : staged) {
            assertThat(parts.status(image)).as("moment %d", steps).isIn("uploading", "active");
        }
        for (var image : Inventory.images(parts)) {
            assertThat(Progress.failed(image)).as("moment %d", steps).isEmpty();
        }
        for (var task : parts.tasks.list(null)) {
            assertThat(task.message()).as("moment %d", steps).isIn("", "Copied 0 MiB", Settlement.STOPPED);
        }
    }
}
