package stratus.keystone.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    /** What a revocation may name of a token: {@code domain} is that of its scope, {@code home} its user's. */
    public record Marks(
            String audit,
            String user,
            @Nullable String project,
            @Nullable String domain,
            String home) {}

    /**
     * Those that could be about a token issued at that time.
     *
     * <p>Looked up by the first thing that they name: nobody reads all those of others.
     */
    public List<Revocation> since(Tx tx, Instant issuedAt, Marks marks) {
        return tx.query("""
                        SELECT id, audit_id, user_id, project_id, domain_id, issued_before, prune_after
                        FROM revocation WHERE issued_before >= :issued AND (
                            audit_id = :audit
                            OR audit_id IS NULL AND user_id = :user
                            OR audit_id IS NULL AND user_id IS NULL AND project_id = :project
                            OR audit_id IS NULL AND user_id IS NULL AND project_id IS NULL AND domain_id = :domain
                            OR audit_id IS NULL AND user_id IS NULL AND project_id IS NULL AND domain_id = :home)
                        """)
                .bind("issued", issuedAt)
                .bindMethods(marks)
                .mapTo(Revocation.class)
                .list();
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
