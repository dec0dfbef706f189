package stratus.keystone.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import stratus.keystone.domain.Trust;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code trust}. */
public final class TrustStore {
    private static final String SELECT = """
            SELECT id, trustor_user_id, trustee_user_id, project_id, impersonation, expires_at, remaining_uses,
                redelegated_trust_id, redelegation_count, roles, extra
            FROM trust
            """;

    public TrustStore(Db db) {
        db.rows(Trust.class).json(new GenericType<Map<String, Object>>() {}, new GenericType<List<String>>() {});
    }

    public void insert(Tx tx, Trust trust) {
        tx.update("""
                INSERT INTO trust (id, trustor_user_id, trustee_user_id, project_id, impersonation, expires_at,
                    remaining_uses, redelegated_trust_id, redelegation_count, roles, extra)
                VALUES (:id, :trustorUserId, :trusteeUserId, :projectId, :impersonation, :expiresAt, :remainingUses,
                    :redelegatedTrustId, :redelegationCount, :roles, :extra)
                """).bindMethods(trust).execute();
    }

    /** Those handed on from it go with it. */
    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM trust WHERE id = :id").bind("id", id).execute();
    }

    /** Takes one use; false where none is left. Trusts without a count have any number. */
    public boolean use(Tx tx, String id) {
        return tx.update("""
                        UPDATE trust SET remaining_uses = remaining_uses - 1
                        WHERE id = :id AND (remaining_uses IS NULL OR remaining_uses > 0)
                        """).bind("id", id).execute() > 0;
    }

    public Optional<Trust> find(Tx tx, String id) {
        return tx.query(SELECT + "WHERE id = :id")
                .bind("id", id)
                .mapTo(Trust.class)
                .findOne();
    }

    public List<Trust> list(Tx tx) {
        return tx.query(SELECT + "ORDER BY id").mapTo(Trust.class).list();
    }

    public List<Trust> ofTrustor(Tx tx, String userId) {
        return tx.query(SELECT + "WHERE trustor_user_id = :user ORDER BY id")
                .bind("user", userId)
                .mapTo(Trust.class)
                .list();
    }

    public List<Trust> ofTrustee(Tx tx, String userId) {
        return tx.query(SELECT + "WHERE trustee_user_id = :user ORDER BY id")
                .bind("user", userId)
                .mapTo(Trust.class)
                .list();
    }
}
