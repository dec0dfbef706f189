package stratus.cinder.store;

import java.util.List;
import org.jdbi.v3.core.generic.GenericType;
import stratus.cinder.domain.Job;
import stratus.oslo.base.Caller;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code job}. */
public final class JobStore {
    public JobStore(Db db) {
        db.rows(Job.class).json(new GenericType<Caller>() {});
    }

    public void insert(Tx tx, Job job) {
        tx.update("""
                INSERT INTO job (id, kind, resource_id, caller, created_at)
                VALUES (:id, :kind, :resourceId, :caller, :createdAt)
                """).bindMethods(job).execute();
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM job WHERE id = :id").bind("id", id).execute();
    }

    public List<Job> all(Tx tx) {
        return tx.query("SELECT id, kind, resource_id, caller, created_at FROM job ORDER BY created_at, id")
                .mapTo(Job.class)
                .list();
    }
}
