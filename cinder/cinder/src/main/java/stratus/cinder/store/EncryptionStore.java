package stratus.cinder.store;

import java.util.Optional;
import stratus.cinder.domain.Encryption;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code type_encryption}. */
public final class EncryptionStore {
    private static final String COLUMNS =
            "id, volume_type_id, provider, control_location, cipher, key_size, created_at, updated_at";

    private final Table<Encryption> table;

    public EncryptionStore(Db db) {
        this.table = new Table<>(db, Encryption.class, "type_encryption", COLUMNS);
    }

    public void insert(Tx tx, Encryption encryption) {
        table.insert(tx, encryption);
    }

    public void update(Tx tx, Encryption encryption) {
        tx.update("""
                UPDATE type_encryption SET provider = :provider, control_location = :controlLocation,
                    cipher = :cipher, key_size = :keySize, updated_at = :updatedAt
                WHERE id = :id
                """).bindMethods(encryption).execute();
    }

    public Optional<Encryption> ofType(Tx tx, String type) {
        return table.where(tx, "volume_type_id = :value", type).stream().findFirst();
    }

    public void delete(Tx tx, String type) {
        tx.update("DELETE FROM type_encryption WHERE volume_type_id = :type")
                .bind("type", type)
                .execute();
    }
}
