package stratus.oslo.db;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every committed change of a service's resources, in the order of their commits; the only history there is.
 *
 * <p>A change is appended in the transaction that makes it. Revisions come from a one-row table, so that their order is
 * the order of the commits.
 */
public final class ChangeLog {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Db db;
    private final InstantSource clock;

    public ChangeLog(Db db, InstantSource clock) {
        this.db = db.rows(Change.class);
        this.clock = clock;
    }

    public enum Operation {
        CREATED,
        UPDATED,
        DELETED
    }

    /**
     * One change.
     *
     * @param kind what was changed: {@code server}, {@code port}
     * @param body the resource after the change, as JSON; null once it is gone
     */
    public record Change(
            long revision,
            Instant at,
            String requestId,
            String actor,
            @Nullable String projectId,
            String kind,
            String resourceId,
            Operation operation,
            @Nullable String body) {}

    /** Appends to the transaction under way. {@code after} is written as JSON: keep secrets out of it. */
    public void append(
            Tx tx,
            Caller caller,
            Operation operation,
            String kind,
            String resourceId,
            @Nullable String projectId,
            @Nullable Record after) {
        long revision = tx.query("UPDATE revision SET current = current + 1 WHERE one = 1 RETURNING current")
                .mapTo(Long.class)
                .one();
        var change = new Change(
                revision,
                clock.instant(),
                caller.requestId(),
                caller.user().id(),
                projectId,
                kind,
                resourceId,
                operation,
                after == null ? null : JSON.writeValueAsString(after));
        tx.update("""
                INSERT INTO change_log
                    (revision, at, request_id, actor, project_id, kind, resource_id, operation, body)
                VALUES (:revision, :at, :requestId, :actor, :projectId, :kind, :resourceId, :operation, :body)
                """).bindMethods(change).execute();
    }

    /** The oldest {@code limit} changes after {@code revision}. */
    public List<Change> since(long revision, int limit) {
        return db.read(tx -> tx.query("""
                        SELECT revision, at, request_id, actor, project_id, kind, resource_id, operation, body
                        FROM change_log WHERE revision > :revision ORDER BY revision LIMIT :limit
                        """)
                .bind("revision", revision)
                .bind("limit", limit)
                .mapTo(Change.class)
                .list());
    }
}
