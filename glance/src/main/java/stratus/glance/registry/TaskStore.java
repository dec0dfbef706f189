package stratus.glance.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Task;
import stratus.oslo.db.Db;
import stratus.oslo.db.ListQuery;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code task}. */
public final class TaskStore {
    private static final String COLUMNS = "id, image_id, request_id, user_id, owner, type, status, input, message,"
            + " created_at, updated_at, expires_at";

    private final Db db;
    private final Duration keep;

    /** @param keep how long tasks that ended are remembered */
    public TaskStore(Db db, Duration keep) {
        this.keep = keep;
        this.db = db.rows(Task.class).json(new GenericType<Map<String, Object>>() {});
    }

    /** Forgets those whose time is over, too. */
    public void insert(Tx tx, Task task) {
        tx.update("DELETE FROM task WHERE expires_at < :now")
                .bind("now", task.createdAt())
                .execute();
        tx.update("INSERT INTO task (" + COLUMNS + """
                ) VALUES (:id, :imageId, :requestId, :userId, :owner, :type, :status, :input, :message, :createdAt,
                    :updatedAt, :expiresAt)
                """).bindMethods(task).execute();
    }

    public void end(Task task, @Nullable String problem, Instant now) {
        db.run(tx -> end(tx, task, problem, now));
    }

    /** What one that goes on says; false where it has ended. */
    public boolean note(String id, String message, Instant now) {
        return db.write(tx -> tx.update("""
                                UPDATE task SET message = :message, updated_at = :now
                                WHERE id = :id AND status = 'processing'
                                """)
                        .bind("id", id)
                        .bind("message", message)
                        .bind("now", now)
                        .execute()
                > 0);
    }

    /**
     * Ends one that did not end before; its last message stays where nothing went wrong.
     *
     * @param problem what went wrong; null for nothing
     */
    public void end(Tx tx, Task task, @Nullable String problem, Instant now) {
        tx.update("""
                UPDATE task SET status = :status, message = CASE WHEN :status = 'success' THEN message ELSE :message END,
                    updated_at = :updatedAt, expires_at = :expiresAt
                WHERE id = :id AND status IN ('pending', 'processing')
                """).bindMethods(task.ended(problem, now, now.plus(keep))).execute();
    }

    public Optional<Task> find(String id) {
        return db.read(tx -> find(tx, id));
    }

    public Optional<Task> find(Tx tx, String id) {
        return tx.query("SELECT " + COLUMNS + " FROM task WHERE id = :id")
                .bind("id", id)
                .mapTo(Task.class)
                .findOne();
    }

    /** Of a status and of a type, where they are not null. */
    public Page<Task> list(@Nullable String status, @Nullable String type, Page.Request page) {
        return ListQuery.from("task", COLUMNS)
                .whereIf(status, "status = :status", "status")
                .whereIf(type, "type = :type", "type")
                .page(page)
                .run(db, Task.class);
    }

    /** The newest first: all, or those about an image. */
    public List<Task> list(@Nullable String image) {
        return db.read(tx -> tx.query("SELECT " + COLUMNS
                        + " FROM task WHERE :all OR image_id = :image ORDER BY created_at DESC, id DESC LIMIT 1000")
                .bind("all", image == null)
                .bind("image", image == null ? "" : image)
                .mapTo(Task.class)
                .list());
    }
}
