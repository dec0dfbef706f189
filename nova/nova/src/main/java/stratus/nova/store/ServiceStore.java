package stratus.nova.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Service;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code service}: who runs where and was last heard of when. */
public final class ServiceStore {
    private static final String COLUMNS =
            "id, number, program, host, version, disabled, disabled_reason, forced_down, last_seen_at, updated_at";

    private final Db db;

    public ServiceStore(Db db) {
        this.db = db.rows(Service.class);
    }

    /** A sign of life; the first one registers the service. {@code fresh} is its id in that case. */
    public void heartbeat(Tx tx, UUID fresh, String program, String host, int version, Instant now) {
        int known = tx.update("""
                        UPDATE service SET last_seen_at = :now, updated_at = :now, version = :version
                        WHERE host = :host AND program = :program
                        """)
                .bind("now", now)
                .bind("version", version)
                .bind("host", host)
                .bind("program", program)
                .execute();
        if (known == 0) {
            register(tx, new Service(fresh, nextNumber(tx), program, host, version, false, null, false, now, now));
        }
    }

    private long nextNumber(Tx tx) {
        db.lock(tx, "", "service");
        return tx.query("SELECT COALESCE(MAX(number), 0) + 1 FROM service")
                .mapTo(Long.class)
                .one();
    }

    private static void register(Tx tx, Service service) {
        tx.update("""
                INSERT INTO service
                    (id, number, program, host, version, disabled, disabled_reason, forced_down, last_seen_at, updated_at)
                VALUES (:id, :number, :program, :host, :version, :disabled, :disabledReason, :forcedDown,
                    :lastSeenAt, :updatedAt)
                """).bindMethods(service).execute();
    }

    public List<Service> list(@Nullable String program, @Nullable String host) {
        return db.read(tx -> tx.query("SELECT " + COLUMNS + """
                         FROM service
                        WHERE (:program = '' OR program = :program) AND (:host = '' OR host = :host)
                        ORDER BY number
                        """)
                .bind("program", program == null ? "" : program)
                .bind("host", host == null ? "" : host)
                .mapTo(Service.class)
                .list());
    }

    public Optional<Service> find(UUID id) {
        return db.read(tx -> find(tx, id));
    }

    public Optional<Service> find(Tx tx, UUID id) {
        return tx.query("SELECT " + COLUMNS + " FROM service WHERE id = :id")
                .bind("id", id)
                .mapTo(Service.class)
                .findOne();
    }

    public Optional<Service> find(String program, String host) {
        return list(program, host).stream().findFirst();
    }

    /** Whether servers may be put there, and why not. */
    public void disable(Tx tx, UUID id, boolean disabled, @Nullable String reason, Instant now) {
        tx.update("""
                        UPDATE service SET disabled = :disabled, disabled_reason = :reason, updated_at = :now
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("disabled", disabled)
                .bind("reason", reason)
                .bind("now", now)
                .execute();
    }

    /** What an operator knows better than the heartbeat. */
    public void forceDown(Tx tx, UUID id, boolean down, Instant now) {
        tx.update("UPDATE service SET forced_down = :down, updated_at = :now WHERE id = :id")
                .bind("id", id)
                .bind("down", down)
                .bind("now", now)
                .execute();
    }

    public void delete(Tx tx, UUID id) {
        tx.update("DELETE FROM service WHERE id = :id").bind("id", id).execute();
    }
}
