package stratus.oslo.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.DomainId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Secret;

/** What both databases promise; the same tests on each. */
abstract class DatabasesContract {
    public record Thing(
            PortId id,
            String name,
            int size,
            boolean open,
            Instant madeAt,
            Map<String, String> labels,
            @Nullable String note) {}

    /** The same row, with what belongs together in a record of its own. */
    public record Grouped(PortId id, About about, boolean open) {
        public record About(String name, int size, @Nullable String note) {}
    }

    private static final Instant NOW = Instant.parse("2026-11-23T09:42:34.123456Z");

    private Db db;

    abstract Db fresh();

    @BeforeEach
    void tables() {
        db = fresh();
        db.rows(Thing.class).json(new GenericType<Map<String, String>>() {});
        db.run(tx -> tx.update("""
                CREATE TABLE thing (id TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, open BOOLEAN NOT NULL,
                    made_at BIGINT NOT NULL, labels TEXT NOT NULL, note TEXT)
                """).execute());
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void aRecordComesBackAsItWas() {
        var thing = new Thing(PortId.random(), "a", 3, true, NOW, Map.of("k", "v"), null);
        insert(thing);

        assertThat(list(Page.Request.of(null, 10)).items()).containsExactly(thing);
    }

    @Test
    void aRecordInARecordIsReadFromColumnsOfTheSameRow() {
        var grouped = new Grouped(PortId.random(), new Grouped.About("a", 3, null), true);
        db.rows(Grouped.class).run(tx -> tx.update("""
                        INSERT INTO thing (id, name, size, open, made_at, labels, note)
                        VALUES (:id, :about.name, :about.size, :open, 0, '{}', :about.note)
                        """).bindMethods(grouped).execute());

        assertThat(ListQuery.from("thing", "*").run(db, Grouped.class).items()).containsExactly(grouped);
    }

    @Test
    void pagesFollowEachOtherWithoutGapsWhateverTheOrder() {
        IntStream.range(0, 7)
                .forEach(i -> insert(new Thing(PortId.random(), "n" + i % 3, i % 2, false, NOW, Map.of(), null)));
        var sort = List.of(new Page.Sort("name", true), new Page.Sort("size", false));
        var whole = list(new Page.Request(null, 10, sort)).items();

        var walked = new ArrayList<Thing>();
        var page = list(new Page.Request(null, 2, sort));
        walked.addAll(page.items());
        while (page.more()) {
            page = list(new Page.Request(walked.getLast().id().text(), 2, sort));
            walked.addAll(page.items());
        }

        assertThat(walked).isEqualTo(whole).hasSize(7);
    }

    @Test
    void aListInNothingIsEmpty() {
        insert(new Thing(PortId.random(), "a", 3, true, NOW, Map.of(), null));

        assertThat(ListQuery.from("thing", "*")
                        .whereIn("name", "names", List.of())
                        .run(db, Thing.class)
                        .items())
                .isEmpty();
        assertThat(ListQuery.from("thing", "*")
                        .whereIn("name", "names", Set.of("a", "b"))
                        .run(db, Thing.class)
                        .items())
                .hasSize(1);
    }

    @Test
    void whatAChangeThrowsRollsItBack() {
        assertThatThrownBy(() -> db.run(tx -> {
                    tx.update("INSERT INTO thing VALUES ('x', 'x', 1, TRUE, 1, '{}', NULL)")
                            .execute();
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(list(Page.Request.of(null, 10)).items()).isEmpty();
    }

    @Test
    void revisionsAreTheOrderOfTheCommits() throws Exception {
        var log = new ChangeLog(db, InstantSource.fixed(NOW));
        var user = new Caller.Named("u", "u", new DomainId("default"), "Default");
        var caller = new Caller("req-1", user, user, null, false, Set.of(), Set.of(), List.of(), new Secret("t"));
        try (var rivals = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                var id = "r" + i;
                rivals.submit(() ->
                        db.run(tx -> log.append(tx, caller, ChangeLog.Operation.CREATED, "thing", id, "p", user)));
            }
        }
        var changes = log.since(0, 100);

        assertThat(changes)
                .extracting(ChangeLog.Change::revision)
                .isEqualTo(IntStream.rangeClosed(1, 20).mapToObj(Long::valueOf).toList());
        assertThat(changes.getFirst().body()).contains("\"id\":\"u\"");
    }

    @Test
    void rivalsForAQuotaAreKeptApart() throws Exception {
        try (var rivals = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                rivals.submit(() -> db.run(tx -> {
                    db.lock(tx, "project", "things");
                    int used = tx.query("SELECT COUNT(*) FROM thing")
                            .mapTo(Integer.class)
                            .one();
                    if (used < 5) {
                        insert(tx, new Thing(PortId.random(), "a", 1, true, NOW, Map.of(), null));
                    }
                }));
            }
        }
        assertThat(list(Page.Request.of(null, 100)).items()).hasSize(5);
    }

    private void insert(Thing thing) {
        db.run(tx -> insert(tx, thing));
    }

    private static void insert(Tx tx, Thing thing) {
        tx.update("INSERT INTO thing VALUES (:id, :name, :size, :open, :madeAt, :labels, :note)")
                .bindMethods(thing)
                .execute();
    }

    private Page<Thing> list(Page.Request page) {
        return ListQuery.from("thing", "*").page(page).run(db, Thing.class);
    }
}
