package stratus.cinder.store;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Message;
import stratus.cinder.domain.MessageFilter;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code message}. */
public final class MessageStore {
    private static final String COLUMNS = """
            id, project_id, request_id, resource_type, resource_id, event_id, level, text, created_at,
            guaranteed_until""";

    private final Table<Message> table;

    public MessageStore(Db db) {
        this.table = new Table<>(db, Message.class, "message", COLUMNS);
    }

    public void insert(Tx tx, Message message) {
        table.insert(tx, message);
    }

    public Optional<Message> find(Tx tx, String id) {
        return table.find(tx, id);
    }

    public void delete(Tx tx, String id) {
        table.delete(tx, id);
    }

    /** Those that are no longer guaranteed. */
    public void expire(Tx tx, Instant now) {
        tx.update("DELETE FROM message WHERE guaranteed_until < :now")
                .bind("now", now)
                .execute();
    }

    public Page<Message> list(@Nullable String project, MessageFilter filter, Page.Request page) {
        return table.list(
                query -> query.whereIf(project, "project_id = :project", "project")
                        .whereIf(filter.event(), "event_id = :event", "event")
                        .whereIf(filter.level(), "level = :level", "level")
                        .whereIf(filter.request(), "request_id = :request", "request")
                        .whereIf(filter.resource(), "resource_id = :resource", "resource")
                        .whereIf(filter.resourceType(), "resource_type = :kind", "kind"),
                page);
    }
}
