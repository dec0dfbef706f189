package stratus.cinder.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Backend;
import stratus.cinder.domain.HostUsage;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code backend}. */
public final class BackendStore {
    private static final String SELECT = """
            SELECT host, zone, pool, vendor, protocol, total_gib, free_gib, thin, disabled, disabled_reason, frozen,
                   reported_at
            FROM backend """ + " ";

    public BackendStore(Db db) {
        db.rows(Backend.class, HostUsage.class);
    }

    /** New or known; whether it is disabled stays as it was. */
    public void report(Tx tx, Backend backend) {
        tx.update("""
                INSERT INTO backend
                    (host, zone, pool, vendor, protocol, total_gib, free_gib, thin, disabled, disabled_reason, frozen,
                     reported_at)
                VALUES (:host, :zone, :pool, :vendor, :protocol, :totalGib, :freeGib, :thin, :disabled,
                     :disabledReason, :frozen, :reportedAt)
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

    public void freeze(Tx tx, String host, boolean frozen) {
        tx.update("UPDATE backend SET frozen = :frozen WHERE host = :host")
                .bind("host", host)
                .bind("frozen", frozen)
                .execute();
    }

    public List<HostUsage> usage(Tx tx, String host) {
        return tx.query("""
                        SELECT v.project_id AS project, COUNT(*) AS volumes, SUM(v.size) AS volume_gib,
                            COALESCE(SUM(s.count), 0) AS snapshots, COALESCE(SUM(s.gib), 0) AS snapshot_gib
                        FROM volume v
                        LEFT JOIN (SELECT volume_id, COUNT(*) AS count, SUM(size) AS gib FROM snapshot
                            GROUP BY volume_id) s ON s.volume_id = v.id
                        WHERE v.host = :host GROUP BY v.project_id ORDER BY v.project_id
                        """).bind("host", host).mapTo(HostUsage.class).list();
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
