package stratus.keystone.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import stratus.keystone.domain.Implication;
import stratus.keystone.domain.Role;
import stratus.keystone.domain.RoleName;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code role} and {@code implied_role}. */
public final class RoleStore {
    private static final int LONGEST_CHAIN = 50; // a circle of implications has to end somewhere

    private static final String COLUMNS = "id, name, domain_id, description, options, extra";

    public RoleStore(Db db) {
        db.rows(Role.class, Implication.class).json(new GenericType<Map<String, Object>>() {});
    }

    public void insert(Tx tx, Role role) {
        tx.update("""
                INSERT INTO role (id, name, domain_id, description, options, extra)
                VALUES (:id, :name, :domainId, :description, :options, :extra)
                """).bindMethods(role).execute();
    }

    public void update(Tx tx, Role role) {
        tx.update("""
                UPDATE role SET name = :name, description = :description, options = :options, extra = :extra
                WHERE id = :id
                """).bindMethods(role).execute();
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM role WHERE id = :id").bind("id", id).execute();
    }

    public Optional<Role> find(Tx tx, String id) {
        return tx.query("SELECT %s FROM role WHERE id = :id".formatted(COLUMNS))
                .bind("id", id)
                .mapTo(Role.class)
                .findOne();
    }

    /** The roles and all that they imply, implied ones last. */
    public List<Role> effective(Tx tx, Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : tx.query("""
                        WITH RECURSIVE held (id, depth) AS (
                            SELECT id, 0 FROM role WHERE id IN (<ids>)
                            UNION SELECT i.implied_id, depth + 1 FROM implied_role i JOIN held h ON i.prior_id = h.id
                                WHERE depth < :most)
                        SELECT r.id, name, domain_id, description, options, extra
                        FROM (SELECT id, MIN(depth) AS depth FROM held GROUP BY id) h JOIN role r ON r.id = h.id
                        ORDER BY depth, r.id
                        """)
                        .bindList("ids", List.copyOf(ids))
                        .bind("most", LONGEST_CHAIN)
                        .mapTo(Role.class)
                        .list();
    }

    /** {@code domainId} is {@link Role#GLOBAL} for a global one. */
    public Optional<Role> named(Tx tx, String domainId, String name) {
        return tx.query("SELECT %s FROM role WHERE domain_id = :domain AND name = :name".formatted(COLUMNS))
                .bind("domain", domainId)
                .bind("name", name)
                .mapTo(Role.class)
                .findOne();
    }

    /** The id of a role that a request names; one that is given is not looked up. */
    public Optional<String> id(Tx tx, RoleName role) {
        return role.id() == null ? named(tx, Role.GLOBAL, role.text()).map(Role::id) : Optional.of(role.id());
    }

    public List<Role> list(Tx tx) {
        return tx.query("SELECT %s FROM role ORDER BY name, id".formatted(COLUMNS))
                .mapTo(Role.class)
                .list();
    }

    public void imply(Tx tx, Implication implication) {
        tx.update(
                        "INSERT INTO implied_role (prior_id, implied_id) VALUES (:priorId, :impliedId) ON CONFLICT DO NOTHING")
                .bindMethods(implication)
                .execute();
    }

    /** Whether it was there. */
    public boolean removeImplication(Tx tx, Implication implication) {
        return tx.update("DELETE FROM implied_role WHERE prior_id = :priorId AND implied_id = :impliedId")
                        .bindMethods(implication)
                        .execute()
                > 0;
    }

    public List<Implication> implications(Tx tx) {
        return tx.query("SELECT prior_id, implied_id FROM implied_role ORDER BY prior_id, implied_id")
                .mapTo(Implication.class)
                .list();
    }
}
