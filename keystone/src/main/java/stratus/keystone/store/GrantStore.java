package stratus.keystone.store;

import java.util.List;
import stratus.keystone.domain.Grant;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code role_grant}. */
public final class GrantStore {
    private static final String COLUMNS = "actor_kind, actor_id, target_kind, target_id, role_id";
    private static final String KEY = """
            actor_kind = :actorKind AND actor_id = :actorId
            AND target_kind = :targetKind AND target_id = :targetId AND role_id = :roleId
            """;

    public GrantStore(Db db) {
        db.rows(Grant.class);
    }

    public void insert(Tx tx, Grant grant) {
        tx.update("""
                INSERT INTO role_grant (actor_kind, actor_id, target_kind, target_id, role_id)
                VALUES (:actorKind, :actorId, :targetKind, :targetId, :roleId) ON CONFLICT DO NOTHING
                """).bindMethods(grant).execute();
    }

    /** Whether it was there. */
    public boolean delete(Tx tx, Grant grant) {
        return tx.update("DELETE FROM role_grant WHERE " + KEY)
                        .bindMethods(grant)
                        .execute()
                > 0;
    }

    public boolean exists(Tx tx, Grant grant) {
        return tx.query("SELECT 1 FROM role_grant WHERE " + KEY)
                .bindMethods(grant)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** Everything granted to the user, by itself or as a member of a group. */
    public List<Grant> reaching(Tx tx, String userId) {
        return tx.query("""
                        SELECT actor_kind, actor_id, target_kind, target_id, role_id FROM role_grant
                        WHERE actor_kind = 'USER' AND actor_id = :user
                           OR actor_kind = 'GROUP' AND actor_id IN
                              (SELECT group_id FROM membership WHERE user_id = :user)
                        ORDER BY target_kind, target_id, role_id
                        """).bind("user", userId).mapTo(Grant.class).list();
    }

    public List<Grant> list(Tx tx) {
        return tx.query("SELECT %1$s FROM role_grant ORDER BY %1$s".formatted(COLUMNS))
                .mapTo(Grant.class)
                .list();
    }

    /** What an actor was granted on one target. */
    public List<Grant> of(Tx tx, Grant.Actor kind, String actorId, Grant.Target target, String targetId) {
        return tx.query("""
                        SELECT actor_kind, actor_id, target_kind, target_id, role_id FROM role_grant
                        WHERE actor_kind = :kind AND actor_id = :actor AND target_kind = :target AND target_id = :id
                        ORDER BY role_id
                        """)
                .bind("kind", kind)
                .bind("actor", actorId)
                .bind("target", target)
                .bind("id", targetId)
                .mapTo(Grant.class)
                .list();
    }

    public void deleteActor(Tx tx, Grant.Actor kind, String id) {
        tx.update("DELETE FROM role_grant WHERE actor_kind = :kind AND actor_id = :id")
                .bind("kind", kind)
                .bind("id", id)
                .execute();
    }

    public void deleteTarget(Tx tx, Grant.Target kind, String id) {
        tx.update("DELETE FROM role_grant WHERE target_kind = :kind AND target_id = :id")
                .bind("kind", kind)
                .bind("id", id)
                .execute();
    }
}
