package stratus.keystone.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.Grant;
import stratus.keystone.domain.Scope;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code role_grant}. */
public final class GrantStore {
    private static final String COLUMNS = "actor_kind, actor_id, target_kind, target_id, role_id, inherited";
    private static final String KEY = """
            actor_kind = :actorKind AND actor_id = :actorId
            AND target_kind = :targetKind AND target_id = :targetId AND role_id = :roleId
            AND inherited = :inherited
            """;

    public GrantStore(Db db) {
        db.rows(Grant.class);
    }

    public void insert(Tx tx, Grant grant) {
        tx.update("""
                INSERT INTO role_grant (actor_kind, actor_id, target_kind, target_id, role_id, inherited)
                VALUES (:actorKind, :actorId, :targetKind, :targetId, :roleId, :inherited) ON CONFLICT DO NOTHING
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
                        SELECT actor_kind, actor_id, target_kind, target_id, role_id, inherited FROM role_grant
                        WHERE actor_kind = 'USER' AND actor_id = :user
                           OR actor_kind = 'GROUP' AND actor_id IN
                              (SELECT group_id FROM membership WHERE user_id = :user)
                        ORDER BY target_kind, target_id, role_id
                        """).bind("user", userId).mapTo(Grant.class).list();
    }

    /** That part of it which may count in a scope: what is granted there, and all that is inherited from anywhere. */
    public List<Grant> reaching(Tx tx, String userId, Scope scope) {
        return tx.query("""
                        SELECT actor_kind, actor_id, target_kind, target_id, role_id, inherited FROM role_grant
                        WHERE (actor_kind = 'USER' AND actor_id = :user
                           OR actor_kind = 'GROUP' AND actor_id IN
                              (SELECT group_id FROM membership WHERE user_id = :user))
                           AND (inherited OR target_kind = :kind AND (target_kind = 'SYSTEM' OR target_id = :target))
                        ORDER BY target_kind, target_id, role_id
                        """)
                .bind("user", userId)
                .bind("kind", kind(scope))
                .bind("target", target(scope))
                .mapTo(Grant.class)
                .list();
    }

    private static Grant.Target kind(Scope scope) {
        return switch (scope) {
            case Scope.OfProject _, Scope.Unscoped _ -> Grant.Target.PROJECT;
            case Scope.OfDomain _ -> Grant.Target.DOMAIN;
            case Scope.OfSystem _ -> Grant.Target.SYSTEM;
        };
    }

    private static String target(Scope scope) {
        return switch (scope) {
            case Scope.OfProject(var id) -> id;
            case Scope.OfDomain(var id) -> id;
            case Scope.OfSystem _, Scope.Unscoped _ -> "";
        };
    }

    /** Everything, or what fits; null fits all. */
    public List<Grant> list(Tx tx, @Nullable String role, Grant.@Nullable Actor actorKind, @Nullable String actor) {
        var where = new ArrayList<String>(List.of("1 = 1"));
        var values = new HashMap<String, Object>();
        if (role != null) {
            where.add("role_id = :role");
            values.put("role", role);
        }
        if (actorKind != null && actor != null) {
            where.add("actor_kind = :kind AND actor_id = :actor");
            values.put("kind", actorKind);
            values.put("actor", actor);
        }
        return tx.query("SELECT %1$s FROM role_grant WHERE %2$s ORDER BY %1$s"
                        .formatted(COLUMNS, String.join(" AND ", where)))
                .bindMap(values)
                .mapTo(Grant.class)
                .list();
    }

    /** What is granted on any of the targets. */
    public List<Grant> on(Tx tx, Collection<String> targets) {
        return targets.isEmpty()
                ? List.of()
                : tx.query("SELECT %1$s FROM role_grant WHERE target_id IN (<targets>) ORDER BY %1$s"
                                .formatted(COLUMNS))
                        .bindList("targets", List.copyOf(targets))
                        .mapTo(Grant.class)
                        .list();
    }

    /** What an actor was granted on one target: all that is inherited from there, or all that is not. */
    public List<Grant> of(
            Tx tx, Grant.Actor kind, String actorId, Grant.Target target, String targetId, boolean inherited) {
        return tx.query("""
                        SELECT actor_kind, actor_id, target_kind, target_id, role_id, inherited FROM role_grant
                        WHERE actor_kind = :kind AND actor_id = :actor AND target_kind = :target AND target_id = :id
                            AND inherited = :inherited
                        ORDER BY role_id
                        """)
                .bind("kind", kind)
                .bind("actor", actorId)
                .bind("target", target)
                .bind("id", targetId)
                .bind("inherited", inherited)
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
