package stratus.nova.store;

import java.time.Instant;
import java.util.Optional;
import stratus.nova.domain.ConsoleToken;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code console_token}. */
public final class ConsoleStore {
    private final Db db;

    public ConsoleStore(Db db) {
        this.db = db.rows(ConsoleToken.class);
    }

    public void insert(Tx tx, ConsoleToken token) {
        tx.update("""
                INSERT INTO console_token (token_hash, server_id, type, host, port, internal_access_path, expires_at)
                VALUES (:tokenHash, :serverId, :type, :host, :port, :internalAccessPath, :expiresAt)
                """).bindMethods(token).execute();
    }

    /** One that still holds. */
    public Optional<ConsoleToken> find(String hash, Instant now) {
        return db.read(tx -> tx.query("""
                        SELECT token_hash, server_id, type, host, port, internal_access_path, expires_at
                        FROM console_token WHERE token_hash = :hash AND expires_at > :now
                        """)
                .bind("hash", hash)
                .bind("now", now)
                .mapTo(ConsoleToken.class)
                .findOne());
    }

    public void deleteExpired(Tx tx, Instant now) {
        tx.update("DELETE FROM console_token WHERE expires_at <= :now")
                .bind("now", now)
                .execute();
    }
}
