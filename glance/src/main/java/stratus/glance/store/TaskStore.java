package stratus.glance.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Task;
import stratus.oslo.db.Db;

/** SQL over {@code task}. */
public final class TaskStore {
    private static final String COLUMNS = "id, image_id, request_id, user_id, owner, type, status, input, message,"
            + " created_at, updated_at, expires_at";

    private final Db db;

    public TaskStore(Db db) {
        this.db = db.rows(Task.class).json(new GenericType<Map<String, Object>>() {});
    }

    /** Forgets those whose time is over, too. */
    public void insert(Task task) {
        db.run(tx -> {
            tx.update("DELETE FROM task WHERE expires_at < :now")
                    .bind("now", task.createdAt())
                    .execute();
            tx.update("INSERT INTO task (" + COLUMNS + """
                    ) VALUES (:id, :imageId, :requestId, :userId, :owner, :type, :status, :input, :message, :createdAt,
                        :updatedAt, :expiresAt)
                    """).bindMethods(task).execute();
        });
    }

    public void advance(String id, String status, String message, Instant now, @Nullable Instant expires) {
        db.run(tx -> tx.update("""
                        UPDATE task SET status = :status, message = :message, updated_at = :now, expires_at = :expires
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("status", status)
                .bind("message", message)
                .bind("now", now)
                .bind("expires", expires)
                .execute());
    }

    /** Those that are not done. */
    public List<Task> unfinished() {
        return db.read(tx -> tx.query("SELECT " + COLUMNS + " FROM task WHERE status IN ('pending', 'processing')")
                .mapTo(Task.class)
                .list());
    }

    /** After a start: nobody goes on with them. */
    public void fail(String message, Instant now) {
        db.run(tx -> tx.update("""
                        UPDATE task SET status = 'failure', message = :message, updated_at = :now
                        WHERE status IN ('pending', 'processing')
                        """).bind("message", message).bind("now", now).execute());
    }

    public Optional<Task> find(String id) {
        return db.read(tx -> tx.query("SELECT " + COLUMNS + " FROM task WHERE id = :id")
                .bind("id", id)
                .mapTo(Task.class)
                .findOne());
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
