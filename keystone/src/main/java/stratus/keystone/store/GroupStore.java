package stratus.keystone.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.Group;
import stratus.keystone.domain.User;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code user_group} and {@code membership}. */
public final class GroupStore {
    private static final String COLUMNS = "id, name, domain_id, description, extra";

    public GroupStore(Db db) {
        db.rows(Group.class, User.class).json(new GenericType<Map<String, Object>>() {});
    }

    public void insert(Tx tx, Group group) {
        tx.update("""
                INSERT INTO user_group (id, name, domain_id, description, extra)
                VALUES (:id, :name, :domainId, :description, :extra)
                """).bindMethods(group).execute();
    }

    public void update(Tx tx, Group group) {
        tx.update("UPDATE user_group SET name = :name, description = :description, extra = :extra WHERE id = :id")
                .bindMethods(group)
                .execute();
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM user_group WHERE id = :id").bind("id", id).execute();
    }

    public Optional<Group> find(Tx tx, String id) {
        return tx.query("SELECT %s FROM user_group WHERE id = :id".formatted(COLUMNS))
                .bind("id", id)
                .mapTo(Group.class)
                .findOne();
    }

    public Optional<Group> named(Tx tx, String domainId, String name) {
        return tx.query("SELECT %s FROM user_group WHERE domain_id = :domain AND name = :name".formatted(COLUMNS))
                .bind("domain", domainId)
                .bind("name", name)
                .mapTo(Group.class)
                .findOne();
    }

    /** All, or those of a domain. */
    public List<Group> list(Tx tx, @Nullable String domainId) {
        var where = domainId == null ? "" : "WHERE domain_id = :domain";
        var query = tx.query("SELECT %s FROM user_group %s ORDER BY name, id".formatted(COLUMNS, where));
        return (domainId == null ? query : query.bind("domain", domainId))
                .mapTo(Group.class)
                .list();
    }

    public void add(Tx tx, String userId, String groupId) {
        tx.update("INSERT INTO membership (user_id, group_id) VALUES (:user, :group) ON CONFLICT DO NOTHING")
                .bind("user", userId)
                .bind("group", groupId)
                .execute();
    }

    /** Whether the user was a member. */
    public boolean remove(Tx tx, String userId, String groupId) {
        return tx.update("DELETE FROM membership WHERE user_id = :user AND group_id = :group")
                        .bind("user", userId)
                        .bind("group", groupId)
                        .execute()
                > 0;
    }

    public boolean isMember(Tx tx, String userId, String groupId) {
        return tx.query("SELECT 1 FROM membership WHERE user_id = :user AND group_id = :group")
                .bind("user", userId)
                .bind("group", groupId)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    public List<User> members(Tx tx, String groupId) {
        return tx.query("""
                        SELECT id, name, domain_id, enabled, default_project_id, options, extra,
                            password_expires_at
                        FROM user_account JOIN membership ON user_id = id
                        WHERE group_id = :group ORDER BY name, id
                        """).bind("group", groupId).mapTo(User.class).list();
    }

    public List<Group> ofUser(Tx tx, String userId) {
        return tx.query("""
                        SELECT id, name, domain_id, description, extra
                        FROM user_group JOIN membership ON group_id = id
                        WHERE user_id = :user ORDER BY name, id
                        """).bind("user", userId).mapTo(Group.class).list();
    }
}
