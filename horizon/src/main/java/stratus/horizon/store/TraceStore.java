package stratus.horizon.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.horizon.domain.Trace;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;
import stratus.oslo.trace.TraceEvent;

/** SQL over {@code trace} and {@code step}. */
public final class TraceStore {
    private static final String COLUMNS =
            "request_id, server_id, project_id, audit_id, started_at, updated_at, last_step, outcome, boot";
    private static final GenericType<TraceEvent> EVENT = new GenericType<>() {};

    private final Db db;

    public TraceStore(Db db) {
        this.db = db.rows(Trace.class).json(EVENT);
    }

    /** A step is written when it begins, and again when it ends; once where it did both meanwhile. */
    public void record(Tx tx, List<TraceEvent> events) {
        var traces = new LinkedHashMap<String, Trace>();
        for (var event : events) {
            var known = traces.get(event.requestId());
            if (known == null) {
                known = find(tx, event.requestId()).orElse(null);
            }
            traces.put(event.requestId(), known == null ? Trace.begun(event) : known.and(event));
        }
        traces.values().forEach(trace -> save(tx, trace));
        var batch = tx.batch("""
                INSERT INTO step (id, request_id, number, started_at, event)
                VALUES (:id, :requestId, :number, :startedAt, :event)
                ON CONFLICT (id) DO UPDATE SET event = excluded.event
                """);
        var last = new LinkedHashMap<String, TraceEvent>();
        events.forEach(event -> last.put(event.id(), event));
        last.values()
                .forEach(event -> batch.bind("id", event.id())
                        .bind("requestId", event.requestId())
                        .bind("number", event.step())
                        .bind("startedAt", event.started())
                        .bindByType("event", event, EVENT)
                        .add());
        batch.execute();
    }

    private static void save(Tx tx, Trace trace) {
        tx.update("INSERT INTO trace (" + COLUMNS + """
                ) VALUES (:requestId, :serverId, :projectId, :auditId, :startedAt, :updatedAt, :lastStep, :outcome, :boot)
                ON CONFLICT (request_id) DO UPDATE SET server_id = excluded.server_id, project_id = excluded.project_id,
                    audit_id = excluded.audit_id, started_at = excluded.started_at, updated_at = excluded.updated_at,
                    last_step = excluded.last_step, outcome = excluded.outcome, boot = excluded.boot
                """).bindMethods(trace).execute();
    }

    public Optional<Trace> find(Tx tx, String requestId) {
        return tx.query("SELECT %s FROM trace WHERE request_id = :id".formatted(COLUMNS))
                .bind("id", requestId)
                .mapTo(Trace.class)
                .findOne();
    }

    /** Its steps in their order, those of its log in first. */
    public List<TraceEvent> steps(Tx tx, Trace trace) {
        return tx.query("""
                        SELECT event FROM step
                        WHERE request_id = :id OR number <= 2 AND request_id IN
                            (SELECT request_id FROM trace WHERE audit_id = :audit AND NOT boot)
                        ORDER BY CASE WHEN number <= 2 THEN 0 ELSE 1 END, started_at, number, id
                        """)
                .bind("id", trace.requestId())
                .bind("audit", trace.auditId())
                .mapTo(EVENT)
                .list();
    }

    /** The latest boots, the newest first: those of a project and about a server, where these are said. */
    public List<Trace> latest(@Nullable String project, @Nullable String server, int limit) {
        return db.read(tx -> tx.query("SELECT " + COLUMNS + """
                         FROM trace
                        WHERE boot AND (:anyProject OR project_id = :project) AND (:anyServer OR server_id = :server)
                        ORDER BY started_at DESC, request_id DESC LIMIT :limit
                        """)
                .bind("anyProject", project == null)
                .bind("project", project == null ? "" : project)
                .bind("anyServer", server == null)
                .bind("server", server == null ? "" : server)
                .bind("limit", limit)
                .mapTo(Trace.class)
                .list());
    }

    /** Forgets what is older, and all but the newest {@code most}; log ins that led to nothing do not count. */
    public void prune(Tx tx, Instant older, int most) {
        tx.update("DELETE FROM trace WHERE updated_at < :older")
                .bind("older", older)
                .execute();
        for (var boot : new boolean[] {true, false}) {
            tx.update("""
                    DELETE FROM trace WHERE boot = :boot AND started_at < (SELECT MIN(started_at) FROM
                        (SELECT started_at FROM trace WHERE boot = :boot ORDER BY started_at DESC LIMIT :most) AS newest)
                    """).bind("boot", boot).bind("most", most).execute();
        }
    }
}
