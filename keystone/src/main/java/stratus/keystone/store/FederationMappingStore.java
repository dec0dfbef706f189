package stratus.keystone.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import stratus.keystone.domain.FederationMapping;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code federation_mapping}. */
public final class FederationMappingStore {
    public FederationMappingStore(Db db) {
        db.rows(FederationMapping.class).json(new GenericType<List<Map<String, Object>>>() {});
    }

    public void insert(Tx tx, FederationMapping mapping) {
        tx.update("INSERT INTO federation_mapping (id, rules, schema_version) VALUES (:id, :rules, :schemaVersion)")
                .bindMethods(mapping)
                .execute();
    }

    public void update(Tx tx, FederationMapping mapping) {
        tx.update("UPDATE federation_mapping SET rules = :rules, schema_version = :schemaVersion WHERE id = :id")
                .bindMethods(mapping)
                .execute();
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM federation_mapping WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    public Optional<FederationMapping> find(Tx tx, String id) {
        return tx.query("SELECT id, rules, schema_version FROM federation_mapping WHERE id = :id")
                .bind("id", id)
                .mapTo(FederationMapping.class)
                .findOne();
    }

    public List<FederationMapping> list(Tx tx) {
        return tx.query("SELECT id, rules, schema_version FROM federation_mapping ORDER BY id")
                .mapTo(FederationMapping.class)
                .list();
    }
}
