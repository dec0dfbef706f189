package stratus.keystone.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import stratus.keystone.domain.Consumer;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code consumer}, whose secret comes sealed. */
public final class ConsumerStore {
    public ConsumerStore(Db db) {
        db.rows(Consumer.class).json(new GenericType<Map<String, Object>>() {});
    }

    public void insert(Tx tx, Consumer consumer, String sealedSecret) {
        tx.update("INSERT INTO consumer (id, description, secret, extra) VALUES (:id, :description, :secret, :extra)")
                .bindMethods(consumer)
                .bind("secret", sealedSecret)
                .execute();
    }

    public void update(Tx tx, Consumer consumer) {
        tx.update("UPDATE consumer SET description = :description, extra = :extra WHERE id = :id")
                .bindMethods(consumer)
                .execute();
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM consumer WHERE id = :id").bind("id", id).execute();
    }

    public Optional<Consumer> find(Tx tx, String id) {
        return tx.query("SELECT id, description, extra FROM consumer WHERE id = :id")
                .bind("id", id)
                .mapTo(Consumer.class)
                .findOne();
    }

    public List<Consumer> list(Tx tx) {
        return tx.query("SELECT id, description, extra FROM consumer ORDER BY id")
                .mapTo(Consumer.class)
                .list();
    }

    /** All secrets, which are sealed, by id. */
    public Map<String, String> sealed(Tx tx) {
        return tx.query("SELECT id, secret FROM consumer")
                .setMapKeyColumn("id")
                .setMapValueColumn("secret")
                .collectInto(new GenericType<Map<String, String>>() {});
    }

    public void reseal(Tx tx, String id, String sealed) {
        tx.update("UPDATE consumer SET secret = :secret WHERE id = :id")
                .bind("id", id)
                .bind("secret", sealed)
                .execute();
    }
}
