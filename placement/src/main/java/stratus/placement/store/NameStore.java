package stratus.placement.store;

import java.time.Instant;
import java.util.List;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;
import stratus.placement.domain.Kind;

/** SQL over the custom names: {@code trait} and {@code resource_class}. */
public final class NameStore {
    private final Db db;

    public NameStore(Db db) {
        this.db = db;
    }

    public List<String> list(Kind kind) {
        return db.read(tx -> tx.query("SELECT name FROM " + kind.table() + " ORDER BY created_at, name")
                .mapTo(String.class)
                .list());
    }

    public boolean exists(Tx tx, Kind kind, String name) {
        return tx.query("SELECT COUNT(*) FROM " + kind.table() + " WHERE name = :name")
                        .bind("name", name)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** False where it is there already. */
    public boolean insert(Tx tx, Kind kind, String name, Instant now) {
        return tx.update("INSERT INTO " + kind.table()
                                + " (name, created_at) VALUES (:name, :now) ON CONFLICT DO NOTHING")
                        .bind("name", name)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    public boolean delete(Tx tx, Kind kind, String name) {
        return tx.update("DELETE FROM " + kind.table() + " WHERE name = :name")
                        .bind("name", name)
                        .execute()
                == 1;
    }
}
