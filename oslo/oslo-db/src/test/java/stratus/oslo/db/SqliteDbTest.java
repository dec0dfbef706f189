package stratus.oslo.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.oslo.base.Fault;

class SqliteDbTest {
    @TempDir
    Path folder;

    private SqliteDb db;

    @BeforeEach
    void open() {
        db = SqliteDb.open(folder.resolve("test.db"));
        db.write(h -> h.handle().execute("CREATE TABLE thing (id INTEGER PRIMARY KEY)"));
        db.write(h ->
                h.handle().execute("CREATE TABLE part (of INTEGER REFERENCES thing DEFERRABLE INITIALLY DEFERRED)"));
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void nobodyIsAnsweredBeforeTheCommit() throws Exception {
        var answers = grouped(i -> h -> insert(h, i));

        for (int i = 0; i < 8; i++) {
            answers.get(i).get();
            assertThat(things()).contains(i);
        }
    }

    @Test
    void aFailingMemberFailsAlone() throws Exception {
        var answers = grouped(i -> h -> {
            insert(h, i);
            if (i == 3) {
                throw new Fault.Conflict("Not three.");
            }
            return i;
        });

        assertOnlyFailed(answers, 3);
        assertThatThrownBy(answers.get(3)::get).hasCauseInstanceOf(Fault.Conflict.class);
    }

    @Test
    void aMemberThatFailsTheCommitFailsAlone() throws Exception {
        assertOnlyFailed(
                grouped(i -> h -> i == 5 ? h.handle().execute("INSERT INTO part VALUES (99)") : insert(h, i)), 5);
    }

    @Test
    void aMemberThatLosesTheTransactionFailsAlone() throws Exception {
        assertOnlyFailed(
                grouped(i -> h -> {
                    insert(h, i);
                    if (i == 6) {
                        h.handle().execute("ROLLBACK"); // as SQLite does by itself when the disk is full
                        throw new IllegalStateException("disk full");
                    }
                    return i;
                }),
                6);
    }

    @Test
    void aResultThatIsNotReadToItsEndHoldsNothing() {
        for (int i = 0; i < 5; i++) {
            int id = i;
            db.write(h -> insert(h, id));
        }
        for (int i = 0; i < 10; i++) {
            db.read(h -> h.query("SELECT id FROM thing").mapTo(Integer.class).findFirst());
        }

        var busy = db.read(h ->
                h.query("PRAGMA wal_checkpoint(TRUNCATE)").mapTo(Integer.class).first());

        assertThat(busy).isZero();
    }

    @Test
    void whatTheDatabaseRefusesSpoilsNothingForThoseWhoComeAfter() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> db.read(h -> h.handle().execute("SELECT id FROM nowhere")))
                    .isInstanceOf(JdbiException.class);
            assertThatThrownBy(() -> db.write(h -> insert(h, 1) + insert(h, 1))).isInstanceOf(JdbiException.class);
        }
        db.write(h -> insert(h, 1));

        assertThat(things()).containsExactly(1);
    }

    @Test
    void aStatementIsPreparedOnce() {
        var seen = new HashSet<Integer>();
        for (int i = 0; i < 10; i++) {
            int id = i;
            db.read(h -> h.query("SELECT id FROM thing WHERE id = :id")
                    .bind("id", id)
                    .addCustomizer(new StatementCustomizer() {
                        @Override
                        public void beforeExecution(PreparedStatement statement, StatementContext context) {
                            seen.add(System.identityHashCode(statement));
                        }
                    })
                    .mapTo(Integer.class)
                    .findOne());
        }

        assertThat(seen).hasSize(1);
    }

    @Test
    void theSameStatementMayRunInsideItself() {
        db.write(h -> insert(h, 1) + insert(h, 2));
        var text = "SELECT id FROM thing WHERE id >= :least ORDER BY id";

        var sums = db.read(h -> h.query(text).bind("least", 1).mapTo(Integer.class).stream()
                .map(outer ->
                        h.query(text).bind("least", outer).mapTo(Integer.class).list())
                .toList());

        assertThat(sums).containsExactly(List.of(1, 2), List.of(2));
    }

    private void assertOnlyFailed(List<FutureTask<Integer>> answers, int failed) throws Exception {
        assertThatThrownBy(answers.get(failed)::get).isNotNull();
        var others = IntStream.range(0, 8).filter(i -> i != failed).boxed().toList();
        for (int i : others) {
            answers.get(i).get();
        }
        assertThat(things()).isEqualTo(others);
    }

    /** Eight changes that wait behind a slow one, and so share a COMMIT. */
    private List<FutureTask<Integer>> grouped(IntFunction<Function<Tx, Integer>> change) throws Exception {
        var entered = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var slow = started(() -> db.write(_ -> {
            entered.countDown();
            await(go);
            return 0;
        }));
        entered.await();
        var answers = IntStream.range(0, 8)
                .mapToObj(i -> started(() -> db.write(change.apply(i))))
                .toList();
        go.countDown();
        slow.get();
        return answers;
    }

    /** In its own virtual thread, and already waiting. */
    private static FutureTask<Integer> started(Callable<Integer> call) {
        var task = new FutureTask<>(call);
        var thread = Thread.startVirtualThread(task);
        while (thread.getState() != Thread.State.WAITING && !task.isDone()) {
            Thread.onSpinWait();
        }
        return task;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int insert(Tx h, int id) {
        return h.handle().execute("INSERT INTO thing (id) VALUES (?)", id);
    }

    private List<Integer> things() {
        return db.read(h ->
                h.query("SELECT id FROM thing ORDER BY id").mapTo(Integer.class).list());
    }
}
