package stratus.nova.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.KeyPair;
import stratus.oslo.base.Ids.UserId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code keypair}. */
public final class KeyPairStore {
    private static final String COLUMNS = "number, user_id, name, type, fingerprint, public_key, created_at";

    private final Db db;

    public KeyPairStore(Db db) {
        this.db = db.rows(KeyPair.class);
    }

    public void insert(Tx tx, KeyPair pair) {
        tx.update("""
                INSERT INTO keypair (number, user_id, name, type, fingerprint, public_key, created_at)
                VALUES (:number, :userId, :name, :type, :fingerprint, :publicKey, :createdAt)
                """).bindMethods(pair).execute();
    }

    /** Inside a write: the next free number; rivals wait. */
    public long nextNumber(Tx tx) {
        db.lock(tx, "", "keypair");
        return tx.query("SELECT COALESCE(MAX(number), 0) + 1 FROM keypair")
                .mapTo(Long.class)
                .one();
    }

    public Optional<KeyPair> find(UserId user, String name) {
        return db.read(tx -> find(tx, user, name));
    }

    public Optional<KeyPair> find(Tx tx, UserId user, String name) {
        return tx.query("SELECT " + COLUMNS + " FROM keypair WHERE user_id = :user AND name = :name")
                .bind("user", user)
                .bind("name", name)
                .mapTo(KeyPair.class)
                .findOne();
    }

    public int count(Tx tx, UserId user) {
        return tx.query("SELECT COUNT(*) FROM keypair WHERE user_id = :user")
                .bind("user", user)
                .mapTo(Integer.class)
                .one();
    }

    /** A user's keys by name, those after {@code marker}. */
    public List<KeyPair> list(UserId user, @Nullable String marker, int limit) {
        return db.read(tx -> tx.query("SELECT " + COLUMNS + """
                         FROM keypair WHERE user_id = :user AND name > :marker ORDER BY name LIMIT :limit
                        """)
                .bind("user", user)
                .bind("marker", marker == null ? "" : marker)
                .bind("limit", limit)
                .mapTo(KeyPair.class)
                .list());
    }

    public boolean delete(Tx tx, UserId user, String name) {
        return tx.update("DELETE FROM keypair WHERE user_id = :user AND name = :name")
                        .bind("user", user)
                        .bind("name", name)
                        .execute()
                == 1;
    }
}
