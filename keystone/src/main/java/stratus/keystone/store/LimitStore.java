package stratus.keystone.store;

import java.util.List;
import java.util.Optional;
import stratus.keystone.domain.Limit;
import stratus.keystone.domain.RegisteredLimit;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code registered_limit} and {@code resource_limit}. */
public final class LimitStore {
    private static final String REGISTERED = """
            SELECT id, service_id, region_id, resource_name, default_limit, description FROM registered_limit
            """;
    private static final String LIMIT =
            "SELECT id, registered_limit_id, target_id, resource_limit, description FROM resource_limit ";

    public LimitStore(Db db) {
        db.rows(RegisteredLimit.class, Limit.class);
    }

    public void insert(Tx tx, RegisteredLimit limit) {
        tx.update("""
                INSERT INTO registered_limit (id, service_id, region_id, resource_name, default_limit, description)
                VALUES (:id, :serviceId, :regionId, :resourceName, :defaultLimit, :description)
                """).bindMethods(limit).execute();
    }

    public void update(Tx tx, RegisteredLimit limit) {
        tx.update("""
                UPDATE registered_limit SET service_id = :serviceId, region_id = :regionId,
                    resource_name = :resourceName, default_limit = :defaultLimit, description = :description
                WHERE id = :id
                """).bindMethods(limit).execute();
    }

    public void deleteRegistered(Tx tx, String id) {
        tx.update("DELETE FROM registered_limit WHERE id = :id").bind("id", id).execute();
    }

    public Optional<RegisteredLimit> registered(Tx tx, String id) {
        return tx.query(REGISTERED + "WHERE id = :id")
                .bind("id", id)
                .mapTo(RegisteredLimit.class)
                .findOne();
    }

    public Optional<RegisteredLimit> registered(Tx tx, String serviceId, String regionId, String resource) {
        return tx.query(REGISTERED + "WHERE service_id = :service AND region_id = :region AND resource_name = :name")
                .bind("service", serviceId)
                .bind("region", regionId)
                .bind("name", resource)
                .mapTo(RegisteredLimit.class)
                .findOne();
    }

    public List<RegisteredLimit> registered(Tx tx) {
        return tx.query(REGISTERED + "ORDER BY service_id, resource_name, region_id")
                .mapTo(RegisteredLimit.class)
                .list();
    }

    public void insert(Tx tx, Limit limit) {
        tx.update("""
                INSERT INTO resource_limit (id, registered_limit_id, target_id, resource_limit, description)
                VALUES (:id, :registeredLimitId, :targetId, :resourceLimit, :description)
                """).bindMethods(limit).execute();
    }

    public void update(Tx tx, Limit limit) {
        tx.update(
                        "UPDATE resource_limit SET resource_limit = :resourceLimit, description = :description WHERE id = :id")
                .bindMethods(limit)
                .execute();
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM resource_limit WHERE id = :id").bind("id", id).execute();
    }

    public Optional<Limit> find(Tx tx, String id) {
        return tx.query(LIMIT + "WHERE id = :id")
                .bind("id", id)
                .mapTo(Limit.class)
                .findOne();
    }

    public List<Limit> list(Tx tx) {
        return tx.query(LIMIT + "ORDER BY target_id, registered_limit_id")
                .mapTo(Limit.class)
                .list();
    }

    /** Those that stand in place of a default. */
    public List<Limit> of(Tx tx, String registeredLimitId) {
        return tx.query(LIMIT + "WHERE registered_limit_id = :id ORDER BY target_id")
                .bind("id", registeredLimitId)
                .mapTo(Limit.class)
                .list();
    }
}
