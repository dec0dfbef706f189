package stratus.keystone.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import stratus.keystone.domain.Credential;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code credential}, whose blobs come and go sealed. */
public final class CredentialStore {
    private static final String COLUMNS = "id, user_id, project_id, type, extra";

    public CredentialStore(Db db) {
        db.rows(Credential.class).json(new GenericType<Map<String, Object>>() {});
    }

    public void insert(Tx tx, Credential credential, String sealed) {
        tx.update("""
                INSERT INTO credential (id, user_id, project_id, type, blob, extra)
                VALUES (:id, :userId, :projectId, :type, :blob, :extra)
                """).bindMethods(credential).bind("blob", sealed).execute();
    }

    public void update(Tx tx, Credential credential, String sealed) {
        tx.update("""
                UPDATE credential SET user_id = :userId, project_id = :projectId, type = :type, blob = :blob,
                    extra = :extra
                WHERE id = :id
                """).bindMethods(credential).bind("blob", sealed).execute();
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM credential WHERE id = :id").bind("id", id).execute();
    }

    public void deleteOfUser(Tx tx, String userId) {
        tx.update("DELETE FROM credential WHERE user_id = :id")
                .bind("id", userId)
                .execute();
    }

    public void deleteOfProject(Tx tx, String projectId) {
        tx.update("DELETE FROM credential WHERE project_id = :id")
                .bind("id", projectId)
                .execute();
    }

    public Optional<Credential> find(Tx tx, String id) {
        return tx.query("SELECT %s FROM credential WHERE id = :id".formatted(COLUMNS))
                .bind("id", id)
                .mapTo(Credential.class)
                .findOne();
    }

    public Optional<String> blob(Tx tx, String id) {
        return tx.query("SELECT blob FROM credential WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    /** All that is sealed, by id. */
    public Map<String, String> sealed(Tx tx) {
        return tx.query("SELECT id, blob FROM credential")
                .setMapKeyColumn("id")
                .setMapValueColumn("blob")
                .collectInto(new GenericType<Map<String, String>>() {});
    }

    public void reseal(Tx tx, String id, String sealed) {
        tx.update("UPDATE credential SET blob = :blob WHERE id = :id")
                .bind("id", id)
                .bind("blob", sealed)
                .execute();
    }

    public List<Credential> list(Tx tx) {
        return tx.query("SELECT %s FROM credential ORDER BY id".formatted(COLUMNS))
                .mapTo(Credential.class)
                .list();
    }

    public List<Credential> ofUser(Tx tx, String userId, String type) {
        return tx.query("SELECT %s FROM credential WHERE user_id = :user AND type = :type ORDER BY id"
                        .formatted(COLUMNS))
                .bind("user", userId)
                .bind("type", type)
                .mapTo(Credential.class)
                .list();
    }
}
