package stratus.glance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.oslo.db.Db;

/**
 * Wherever a process ends, what comes after it finds no active image without its bits and no bits without their image:
 * it is ended at each of its effects, one after the other, and each time another life begins.
 */
class CrashTest {
    private final TestProcesses processes;
    private final Inventory inventory;

    CrashTest(@TempDir Path folder) {
        processes = new TestProcesses(folder);
        inventory = new Inventory(folder);
    }

    /** Every way that bits come and go. */
    private static void work(Parts parts, Mortal life) {
        var uploaded = parts.queued();
        parts.uploads.take(parts.caller, uploaded, life.with(TestProcesses.bytes()), -1, "one");
        parts.bring(uploaded, TestProcesses.COPY);
        var imported = parts.queued();
        parts.staged.take(parts.caller, imported, life.with(TestProcesses.bytes()), -1);
        parts.bring(imported, TestProcesses.TO_BOTH);
        parts.images.leave(parts.caller, parts.images.now(uploaded), "one");
        parts.images.delete(parts.caller, imported);
        var given = parts.queued();
        parts.staged.take(parts.caller, given, life.with(TestProcesses.bytes()), -1);
        parts.images.delete(parts.caller, given);
    }

    /** False where it came to its end before anything struck. */
    private boolean live(Db db, Mortal life) throws IOException {
        try (var parts = processes.start("one", life.with(db), life::with)) {
            work(parts, life);
        } catch (RuntimeException end) {
            assertThat(life.struck()).as(String.valueOf(end)).isTrue();
        }
        return life.struck();
    }

    @ParameterizedTest
    @MethodSource("stratus.glance.app.TestProcesses#databases")
    void theNextLifeFindsEverythingInOrder(Db db, int stride) throws IOException {
        int steps = 0;
        for (boolean struck = true; struck; steps += stride) {
            struck = live(db, Mortal.dyingAfter(steps));
            try (var next = processes.start("one", db, s -> s)) {
                next.recovery.start();
                next.recovery.sweep();
                inventory.requireOrder(next, steps);
            }
        }
        assertThat(steps).as("effects").isGreaterThan(60);
        db.close();
    }

    /** What is staged is in the first one's own folder: its next life removes that. */
    @ParameterizedTest
    @MethodSource("stratus.glance.app.TestProcesses#databases")
    void anotherProcessTakesOverOnceTheLeaseIsOver(Db db, int stride) throws IOException {
        boolean struck = true;
        for (int steps = 0; struck; steps += 3 * stride) {
            struck = live(db, Mortal.dyingAfter(steps));
            try (var other = processes.start("two", db, s -> s)) {
                processes.outliveLease();
                other.recovery.sweep();
                assertThat(Inventory.waiting(other)).as("effect %d", steps).isEmpty();
                processes.outliveLease();
            }
            try (var next = processes.start("one", db, s -> s)) {
                next.recovery.start();
                next.recovery.sweep();
                inventory.requireOrder(next, steps);
            }
        }
        db.close();
    }

    @ParameterizedTest
    @MethodSource("stratus.glance.app.TestProcesses#databases")
    void aCommitWhoseAnswerIsLostIsFoundOutAbout(Db db, int stride) throws IOException {
        int commits = 0;
        for (boolean struck = true; struck; commits += stride) {
            struck = live(db, Mortal.deafAfter(commits));
            processes.outliveLease();
            try (var same = processes.start("one", db, s -> s)) {
                same.recovery.sweep();
                inventory.requireOrder(same, commits);
            }
        }
        assertThat(commits).isGreaterThan(15);
        db.close();
    }
}
