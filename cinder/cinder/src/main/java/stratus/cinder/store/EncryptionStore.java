package stratus.cinder.store;

import java.util.Optional;
import stratus.cinder.domain.Encryption;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code type_encryption}. */
public final class EncryptionStore {
    public EncryptionStore(Db db) {
        db.rows(Encryption.class);
    }

    public void insert(Tx tx, Encryption encryption) {
        tx.update("""
                INSERT INTO type_encryption
                    (id, volume_type_id, provider, control_location, cipher, key_size, created_at, updated_at)
                VALUES (:id, :volumeTypeId, :provider, :controlLocation, :cipher, :keySize, :createdAt, :updatedAt)
                """).bindMethods(encryption).execute();
    }

    public void update(Tx tx, Encryption encryption) {
        tx.update("""
                UPDATE type_encryption SET provider = :provider, control_location = :controlLocation,
                    cipher = :cipher, key_size = :keySize, updated_at = :updatedAt
                WHERE id = :id
                """).bindMethods(encryption).execute();
    }

    public Optional<Encryption> ofType(Tx tx, String type) {
        return tx.query("""
                        SELECT id, volume_type_id, provider, control_location, cipher, key_size, created_at, updated_at
                        FROM type_encryption WHERE volume_type_id = :type
                        """).bind("type", type).mapTo(Encryption.class).findOne();
    }

    public void delete(Tx tx, String type) {
        tx.update("DELETE FROM type_encryption WHERE volume_type_id = :type")
                .bind("type", type)
                .execute();
    }
}
