package stratus.cinder.store;

import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import stratus.cinder.domain.QosSpec;
import stratus.cinder.domain.QosSpecFilter;
import stratus.oslo.db.Db;
import stratus.oslo.db.ListQuery;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code qos_specs}, and which volume types have which. */
public final class QosSpecStore {
    private static final String COLUMNS = "id, name, consumer, specs, created_at, updated_at";

    private final Db db;

    public QosSpecStore(Db db) {
        this.db = db.rows(QosSpec.class).json(new GenericType<Map<String, String>>() {});
    }

    public void insert(Tx tx, QosSpec spec) {
        tx.update("""
                INSERT INTO qos_specs (id, name, consumer, specs, created_at, updated_at)
                VALUES (:id, :name, :consumer, :specs, :createdAt, :updatedAt)
                """).bindMethods(spec).execute();
    }

    public void update(Tx tx, QosSpec spec) {
        tx.update("UPDATE qos_specs SET consumer = :consumer, specs = :specs, updated_at = :updatedAt WHERE id = :id")
                .bindMethods(spec)
                .execute();
    }

    /** What is associated with it has to be dissociated before. */
    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM qos_specs WHERE id = :id").bind("id", id).execute();
    }

    public Optional<QosSpec> find(Tx tx, String id) {
        return tx.query("SELECT " + COLUMNS + " FROM qos_specs WHERE id = :id")
                .bind("id", id)
                .mapTo(QosSpec.class)
                .findOne();
    }

    public boolean taken(Tx tx, String name) {
        return tx.query("SELECT COUNT(*) FROM qos_specs WHERE name = :name")
                        .bind("name", name)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    public Page<QosSpec> list(QosSpecFilter filter, Page.Request page) {
        return ListQuery.from("qos_specs", COLUMNS)
                .whereIf(filter.id(), "id = :id", "id")
                .whereIf(filter.name(), "name = :name", "name")
                .whereIf(filter.consumer(), "consumer = :consumer", "consumer")
                .page(page)
                .run(db, QosSpec.class);
    }

    public Optional<QosSpec> ofType(Tx tx, String type) {
        return tx.query("""
                        SELECT q.id, q.name, q.consumer, q.specs, q.created_at, q.updated_at
                        FROM qos_specs q JOIN volume_type t ON t.qos_specs_id = q.id WHERE t.id = :type
                        """).bind("type", type).mapTo(QosSpec.class).findOne();
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
