package stratus.cinder.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.generic.GenericType;
import stratus.cinder.domain.Job;
import stratus.oslo.base.Caller;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code job}: what is to be done, in which order for each resource, and whose it is until when. */
public final class JobStore {
    public JobStore(Db db) {
        db.rows(Job.class).json(new GenericType<Caller>() {}, new GenericType<Map<String, String>>() {});
    }

    public void insert(Tx tx, Job job) {
        tx.update("""
                INSERT INTO job (id, kind, resource_id, detail, caller, owner, lease_until, created_at)
                VALUES (:id, :kind, :resourceId, :detail, :caller, NULL, 0, :createdAt)
                """).bindMethods(job).execute();
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM job WHERE id = :id").bind("id", id).execute();
    }

    /** All that was to be done with a resource. */
    public void drop(Tx tx, String resource) {
        tx.update("DELETE FROM job WHERE resource_id = :resource")
                .bind("resource", resource)
                .execute();
    }

    /** Whether it is the owner's now: the resource's oldest, and nobody else's or let go. */
    public boolean claim(Tx tx, String id, String owner, Instant now, Instant until) {
        return tx.update("""
                        UPDATE job SET owner = :owner, lease_until = :until
                        WHERE id = :id AND (owner = :owner OR lease_until < :now) AND NOT EXISTS (
                            SELECT 1 FROM job older WHERE older.resource_id = job.resource_id
                                AND (older.created_at < job.created_at
                                    OR (older.created_at = job.created_at AND older.id < job.id)))
                        """)
                        .bind("id", id)
                        .bind("owner", owner)
                        .bind("now", now)
                        .bind("until", until)
                        .execute()
                == 1;
    }

    public void renew(Tx tx, Collection<String> ids, String owner, Instant until) {
        tx.update("UPDATE job SET lease_until = :until WHERE owner = :owner AND id IN (<ids>)")
                .bind("until", until)
                .bind("owner", owner)
                .bindList("ids", List.copyOf(ids))
                .execute();
    }

    public List<Job> all(Tx tx) {
        return tx.query("SELECT id, kind, resource_id, detail, caller, created_at FROM job ORDER BY created_at, id")
                .mapTo(Job.class)
                .list();
    }
}
