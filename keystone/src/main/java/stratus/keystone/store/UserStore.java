package stratus.keystone.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.User;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code user_account}. */
public final class UserStore {
    private static final String COLUMNS =
            "id, name, domain_id, enabled, default_project_id, options, extra, password_expires_at";

    public UserStore(Db db) {
        db.rows(User.class).json(new GenericType<Map<String, Object>>() {});
    }

    public void insert(Tx tx, User user, @Nullable String passwordHash) {
        tx.update("""
                INSERT INTO user_account
                    (id, name, domain_id, enabled, default_project_id, password_hash, options, extra)
                VALUES (:id, :name, :domainId, :enabled, :defaultProjectId, :hash, :options, :extra)
                """).bindMethods(user).bind("hash", passwordHash).execute();
    }

    public void update(Tx tx, User user) {
        tx.update("""
                UPDATE user_account SET name = :name, enabled = :enabled, default_project_id = :defaultProjectId,
                    options = :options, extra = :extra
                WHERE id = :id
                """).bindMethods(user).execute();
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM user_account WHERE id = :id").bind("id", id).execute();
    }

    /** Null takes the password away. */
    public void setPassword(Tx tx, String id, @Nullable String hash) {
        tx.update("UPDATE user_account SET password_hash = :hash WHERE id = :id")
                .bind("hash", hash)
                .bind("id", id)
                .execute();
    }

    /** Empty for a user without a password, and for nobody. */
    public Optional<String> passwordHash(Tx tx, String id) {
        return tx.query("SELECT password_hash FROM user_account WHERE id = :id AND password_hash IS NOT NULL")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    public Optional<User> find(Tx tx, String id) {
        return tx.query("SELECT %s FROM user_account WHERE id = :id".formatted(COLUMNS))
                .bind("id", id)
                .mapTo(User.class)
                .findOne();
    }

    public Optional<User> named(Tx tx, String domainId, String name) {
        return tx.query("SELECT %s FROM user_account WHERE domain_id = :domain AND name = :name".formatted(COLUMNS))
                .bind("domain", domainId)
                .bind("name", name)
                .mapTo(User.class)
                .findOne();
    }

    /** All, or those of a domain. */
    public List<User> list(Tx tx, @Nullable String domainId) {
        var where = domainId == null ? "" : "WHERE domain_id = :domain";
        var query = tx.query("SELECT %s FROM user_account %s ORDER BY name, id".formatted(COLUMNS, where));
        return (domainId == null ? query : query.bind("domain", domainId))
                .mapTo(User.class)
                .list();
    }
}
