package stratus.cinder.store;

import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import stratus.cinder.domain.QosSpec;
import stratus.cinder.domain.QosSpecFilter;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code qos_specs}, and which volume types have which. */
public final class QosSpecStore {
    private static final String COLUMNS = "id, name, consumer, specs, created_at, updated_at";

    private final Table<QosSpec> table;

    public QosSpecStore(Db db) {
        this.table = new Table<>(db, QosSpec.class, "qos_specs", COLUMNS);
        db.json(new GenericType<Map<String, String>>() {});
    }

    public void insert(Tx tx, QosSpec spec) {
        table.insert(tx, spec);
    }

    public void update(Tx tx, QosSpec spec) {
        tx.update("UPDATE qos_specs SET consumer = :consumer, specs = :specs, updated_at = :updatedAt WHERE id = :id")
                .bindMethods(spec)
                .execute();
    }

    /** What is associated with it has to be dissociated before. */
    public void delete(Tx tx, String id) {
        table.delete(tx, id);
    }

    public Optional<QosSpec> find(Tx tx, String id) {
        return table.find(tx, id);
    }

    public boolean taken(Tx tx, String name) {
        return table.any(tx, "name = :value", name);
    }

    public Page<QosSpec> list(QosSpecFilter filter, Page.Request page) {
        return table.list(
                query -> query.whereIf(filter.id(), "id = :id", "id")
                        .whereIf(filter.name(), "name = :name", "name")
                        .whereIf(filter.consumer(), "consumer = :consumer", "consumer"),
                page);
    }

    public Optional<QosSpec> ofType(Tx tx, String type) {
        return table.where(tx, "id = (SELECT qos_specs_id FROM volume_type WHERE id = :value)", type).stream()
                .findFirst();
    }

    public void associate(Tx tx, String id, String type) {
        tx.update("UPDATE volume_type SET qos_specs_id = :id WHERE id = :type")
                .bind("id", id)
                .bind("type", type)
                .execute();
    }

    /** A type that has others keeps them. */
    public void disassociate(Tx tx, String id, String type) {
        tx.update("UPDATE volume_type SET qos_specs_id = NULL WHERE id = :type AND qos_specs_id = :id")
                .bind("id", id)
                .bind("type", type)
                .execute();
    }

    public void disassociateAll(Tx tx, String id) {
        tx.update("UPDATE volume_type SET qos_specs_id = NULL WHERE qos_specs_id = :id")
                .bind("id", id)
                .execute();
    }
}
