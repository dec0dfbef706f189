package stratus.cinder.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Backend;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code backend}. */
public final class BackendStore {
    private static final String SELECT = """
            SELECT host, zone, pool, vendor, protocol, total_gib, free_gib, thin, disabled, disabled_reason, reported_at
            FROM backend """ + " ";

    public BackendStore(Db db) {
        db.rows(Backend.class);
    }

    /** New or known; whether it is disabled stays as it was. */
    public void report(Tx tx, Backend backend) {
        tx.update("""
                INSERT INTO backend
                    (host, zone, pool, vendor, protocol, total_gib, free_gib, thin, disabled, disabled_reason,
                     reported_at)
                VALUES (:host, :zone, :pool, :vendor, :protocol, :totalGib, :freeGib, :thin, :disabled,
                     :disabledReason, :reportedAt)
                ON CONFLICT (host) DO UPDATE SET zone = excluded.zone, pool = excluded.pool,
                    vendor = excluded.vendor, protocol = excluded.protocol, total_gib = excluded.total_gib,
                    free_gib = excluded.free_gib, thin = excluded.thin, reported_at = excluded.reported_at
                """).bindMethods(backend).execute();
    }

    public void disable(Tx tx, String host, boolean disabled, @Nullable String reason) {
        tx.update("UPDATE backend SET disabled = :disabled, disabled_reason = :reason WHERE host = :host")
                .bind("host", host)
                .bind("disabled", disabled)
                .bind("reason", reason)
                .execute();
    }

    public Optional<Backend> find(Tx tx, String host) {
        return tx.query(SELECT + "WHERE host = :host")
                .bind("host", host)
                .mapTo(Backend.class)
                .findOne();
    }

    public List<Backend> all(Tx tx) {
        return tx.query(SELECT + "ORDER BY host").mapTo(Backend.class).list();
    }
}
