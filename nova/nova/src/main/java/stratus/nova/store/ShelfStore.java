package stratus.nova.store;

import java.util.Optional;
import stratus.nova.domain.Shelved;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code shelved_server}. */
public final class ShelfStore {
    private final Db db;

    public ShelfStore(Db db) {
        this.db = db.rows(Shelved.class);
    }

    public void put(Tx tx, Shelved shelved) {
        tx.update("""
                INSERT INTO shelved_server (server_id, image_id, shelved_at) VALUES (:serverId, :imageId, :shelvedAt)
                ON CONFLICT (server_id) DO UPDATE SET image_id = excluded.image_id, shelved_at = excluded.shelved_at
                """).bindMethods(shelved).execute();
    }

    public Optional<Shelved> find(ServerId server) {
        return db.read(
                tx -> tx.query("SELECT server_id, image_id, shelved_at FROM shelved_server WHERE server_id = :server")
                        .bind("server", server)
                        .mapTo(Shelved.class)
                        .findOne());
    }

    public void remove(Tx tx, ServerId server) {
        tx.update("DELETE FROM shelved_server WHERE server_id = :server")
                .bind("server", server)
                .execute();
    }
}
