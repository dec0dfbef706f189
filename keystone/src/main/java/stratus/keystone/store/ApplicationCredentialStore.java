package stratus.keystone.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import stratus.keystone.domain.AccessRule;
import stratus.keystone.domain.ApplicationCredential;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code application_credential} and {@code access_rule}. */
public final class ApplicationCredentialStore {
    private static final String COLUMNS =
            "id, name, user_id, project_id, description, expires_at, unrestricted, roles, access_rules";

    public ApplicationCredentialStore(Db db) {
        db.rows(ApplicationCredential.class, AccessRule.class).json(new GenericType<List<String>>() {});
    }

    public void insert(Tx tx, ApplicationCredential credential, String secretHash) {
        tx.update("""
                INSERT INTO application_credential (id, name, user_id, project_id, description, expires_at, unrestricted,
                    roles, access_rules, secret_hash)
                VALUES (:id, :name, :userId, :projectId, :description, :expiresAt, :unrestricted, :roles, :accessRules,
                    :hash)
                """).bindMethods(credential).bind("hash", secretHash).execute();
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM application_credential WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    public Optional<ApplicationCredential> find(Tx tx, String id) {
        return tx.query("SELECT %s FROM application_credential WHERE id = :id".formatted(COLUMNS))
                .bind("id", id)
                .mapTo(ApplicationCredential.class)
                .findOne();
    }

    public Optional<ApplicationCredential> named(Tx tx, String userId, String name) {
        return ofUser(tx, userId).stream().filter(c -> c.name().equals(name)).findFirst();
    }

    public Optional<String> secretHash(Tx tx, String id) {
        return tx.query("SELECT secret_hash FROM application_credential WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    public List<ApplicationCredential> ofUser(Tx tx, String userId) {
        return tx.query("SELECT %s FROM application_credential WHERE user_id = :user ORDER BY name, id"
                        .formatted(COLUMNS))
                .bind("user", userId)
                .mapTo(ApplicationCredential.class)
                .list();
    }

    public void insert(Tx tx, AccessRule rule) {
        tx.update("""
                INSERT INTO access_rule (id, user_id, service, path, method)
                VALUES (:id, :userId, :service, :path, :method)
                """).bindMethods(rule).execute();
    }

    public void deleteRule(Tx tx, String id) {
        tx.update("DELETE FROM access_rule WHERE id = :id").bind("id", id).execute();
    }

    public Optional<AccessRule> rule(Tx tx, String id) {
        return tx.query("SELECT id, user_id, service, path, method FROM access_rule WHERE id = :id")
                .bind("id", id)
                .mapTo(AccessRule.class)
                .findOne();
    }

    public List<AccessRule> rules(Tx tx, String userId) {
        return tx.query("SELECT id, user_id, service, path, method FROM access_rule WHERE user_id = :user ORDER BY id")
                .bind("user", userId)
                .mapTo(AccessRule.class)
                .list();
    }
}
