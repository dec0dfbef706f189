package stratus.nova.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.InstanceAction;
import stratus.nova.domain.ServerFault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over instance actions, their events, and the faults of servers. */
public final class ActionStore {
    private final Db db;

    public ActionStore(Db db) {
        this.db = db.rows(InstanceAction.class, InstanceAction.Event.class, ServerFault.class);
    }

    /** A repeat, of a request id that asks twice, is the same action. */
    public void begin(Tx tx, InstanceAction action) {
        tx.update("""
                INSERT INTO instance_action
                    (server_id, request_id, action, user_id, project_id, message, start_time, updated_at)
                VALUES (:serverId, :requestId, :action, :userId, :projectId, :message, :startTime, :updatedAt)
                ON CONFLICT (server_id, request_id) DO UPDATE SET updated_at = excluded.updated_at
                """).bindMethods(action).execute();
    }

    public void event(Tx tx, InstanceAction.Event event) {
        tx.update("""
                INSERT INTO instance_action_event
                    (server_id, request_id, event, start_time, finish_time, result, host, details)
                VALUES (:serverId, :requestId, :event, :startTime, :finishTime, :result, :host, :details)
                ON CONFLICT (server_id, request_id, event) DO UPDATE SET
                    finish_time = excluded.finish_time, result = excluded.result, host = excluded.host,
                    details = excluded.details
                """).bindMethods(event).execute();
    }

    /** {@code message} is null where all went well. */
    public void end(Tx tx, ServerId server, String requestId, @Nullable String message, Instant now) {
        tx.update("""
                        UPDATE instance_action SET message = :message, updated_at = :now
                        WHERE server_id = :server AND request_id = :request
                        """)
                .bind("server", server)
                .bind("request", requestId)
                .bind("message", message)
                .bind("now", now)
                .execute();
    }

    /** The latest first. */
    public List<InstanceAction> list(ServerId server) {
        return db.read(tx ->
                tx.query("""
                        SELECT server_id, request_id, action, user_id, project_id, message, start_time, updated_at
                        FROM instance_action WHERE server_id = :server ORDER BY start_time DESC, request_id
                        """).bind("server", server).mapTo(InstanceAction.class).list());
    }

    public Optional<InstanceAction> find(ServerId server, String requestId) {
        return list(server).stream()
                .filter(a -> a.requestId().equals(requestId))
                .findFirst();
    }

    public List<InstanceAction.Event> events(ServerId server, String requestId) {
        return db.read(tx -> tx.query("""
                        SELECT server_id, request_id, event, start_time, finish_time, result, host, details
                        FROM instance_action_event WHERE server_id = :server AND request_id = :request
                        ORDER BY start_time DESC, event
                        """)
                .bind("server", server)
                .bind("request", requestId)
                .mapTo(InstanceAction.Event.class)
                .list());
    }

    public void fault(Tx tx, ServerId server, ServerFault fault) {
        tx.update("""
                        INSERT INTO server_fault (server_id, code, message, details, created_at)
                        VALUES (:server, :code, :message, :details, :createdAt)
                        ON CONFLICT (server_id) DO UPDATE SET code = excluded.code, message = excluded.message,
                            details = excluded.details, created_at = excluded.created_at
                        """).bindMethods(fault).bind("server", server).execute();
    }

    public Optional<ServerFault> fault(ServerId server) {
        return db.read(
                tx -> tx.query("SELECT code, message, details, created_at FROM server_fault WHERE server_id = :server")
                        .bind("server", server)
                        .mapTo(ServerFault.class)
                        .findOne());
    }
}
