package stratus.keystone.store;

import java.time.Instant;
import java.util.List;
import stratus.keystone.domain.Revocation;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code revocation}. */
public final class RevocationStore {
    public RevocationStore(Db db) {
        db.rows(Revocation.class);
    }

    public void insert(Tx tx, Revocation revocation) {
        tx.update("""
                INSERT INTO revocation (id, audit_id, user_id, project_id, domain_id, issued_before, prune_after)
                VALUES (:id, :auditId, :userId, :projectId, :domainId, :issuedBefore, :pruneAfter)
                """).bindMethods(revocation).execute();
    }

    /** Those that could be about a token issued at that time; few, as the old are pruned. */
    public List<Revocation> since(Tx tx, Instant issuedAt) {
        return tx.query("""
                        SELECT id, audit_id, user_id, project_id, domain_id, issued_before, prune_after
                        FROM revocation WHERE issued_before >= :issued
                        """).bind("issued", issuedAt).mapTo(Revocation.class).list();
    }

    /** Another whenever something was changed or revoked, by whichever process. */
    public String mark(Tx tx) {
        return tx.query("""
                        SELECT CAST(current AS TEXT) || ' ' || COALESCE(CAST(
                            (SELECT MAX(issued_before) FROM revocation) AS TEXT), '') AS mark
                        FROM revision
                        """).mapTo(String.class).one();
    }

    public void prune(Tx tx, Instant now) {
        tx.update("DELETE FROM revocation WHERE prune_after < :now")
                .bind("now", now)
                .execute();
    }
}
