package stratus.nova.store;

import java.util.Optional;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code guest_password}. */
public final class PasswordStore {
    private final Db db;

    public PasswordStore(Db db) {
        this.db = db;
    }

    /** False where there is one. */
    public boolean add(Tx tx, ServerId server, String password) {
        return tx.update("""
                        INSERT INTO guest_password (server_id, password) VALUES (:server, :password)
                        ON CONFLICT (server_id) DO NOTHING
                        """).bind("server", server).bind("password", password).execute() == 1;
    }

    public Optional<String> find(ServerId server) {
        return db.read(tx -> tx.query("SELECT password FROM guest_password WHERE server_id = :server")
                .bind("server", server)
                .mapTo(String.class)
                .findOne());
    }

    public void remove(Tx tx, ServerId server) {
        tx.update("DELETE FROM guest_password WHERE server_id = :server")
                .bind("server", server)
                .execute();
    }
}
