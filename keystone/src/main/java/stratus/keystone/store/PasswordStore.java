package stratus.keystone.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.PasswordState;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over the passwords of {@code user_account}, and {@code former_password}. */
public final class PasswordStore {
    public PasswordStore(Db db) {
        db.rows(PasswordState.class);
    }

    /** Empty for a user without a password, and for nobody. */
    public Optional<PasswordState> find(Tx tx, String userId) {
        return tx.query("""
                        SELECT password_hash, password_created_at, password_expires_at, failures, failed_at
                        FROM user_account WHERE id = :id AND password_hash IS NOT NULL
                        """).bind("id", userId).mapTo(PasswordState.class).findOne();
    }

    /** A new password, with nothing against it yet; the old one is remembered. */
    public void set(Tx tx, String userId, String hash, Instant now, @Nullable Instant expires) {
        tx.update("""
                UPDATE user_account SET password_hash = :hash, password_created_at = :now,
                    password_expires_at = :expires, failures = 0, failed_at = NULL
                WHERE id = :id
                """)
                .bind("id", userId)
                .bind("hash", hash)
                .bind("now", now)
                .bindByType("expires", expires, Instant.class)
                .execute();
        tx.update("INSERT INTO former_password (user_id, hash, created_at) VALUES (:id, :hash, :now)")
                .bind("id", userId)
                .bind("hash", hash)
                .bind("now", now)
                .execute();
    }

    /** The newest first, the present one among them. */
    public List<String> former(Tx tx, String userId, int most) {
        return tx.query("""
                        SELECT hash FROM former_password WHERE user_id = :id
                        ORDER BY created_at DESC LIMIT :most
                        """)
                .bind("id", userId)
                .bind("most", most)
                .mapTo(String.class)
                .list();
    }

    public void failed(Tx tx, String userId, Instant now) {
        tx.update("UPDATE user_account SET failures = failures + 1, failed_at = :now WHERE id = :id")
                .bind("id", userId)
                .bind("now", now)
                .execute();
    }

    public void forgive(Tx tx, String userId) {
        tx.update("UPDATE user_account SET failures = 0, failed_at = NULL WHERE id = :id")
                .bind("id", userId)
                .execute();
    }
}
