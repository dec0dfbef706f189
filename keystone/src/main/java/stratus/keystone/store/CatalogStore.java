package stratus.keystone.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import stratus.keystone.domain.Endpoint;
import stratus.keystone.domain.Region;
import stratus.keystone.domain.Service;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code region}, {@code service} and {@code endpoint}. */
public final class CatalogStore {
    private static final String ENDPOINT =
            "SELECT id, service_id, region_id, interface AS face, url, enabled, extra FROM endpoint ";

    public CatalogStore(Db db) {
        db.rows(Region.class, Service.class, Endpoint.class).json(new GenericType<Map<String, Object>>() {});
    }

    public void insert(Tx tx, Region region) {
        tx.update("""
                INSERT INTO region (id, description, parent_region_id, extra)
                VALUES (:id, :description, :parentRegionId, :extra)
                """).bindMethods(region).execute();
    }

    public void update(Tx tx, Region region) {
        tx.update("""
                UPDATE region SET description = :description, parent_region_id = :parentRegionId, extra = :extra
                WHERE id = :id
                """).bindMethods(region).execute();
    }

    public void deleteRegion(Tx tx, String id) {
        tx.update("DELETE FROM region WHERE id = :id").bind("id", id).execute();
    }

    public Optional<Region> region(Tx tx, String id) {
        return tx.query("SELECT id, description, parent_region_id, extra FROM region WHERE id = :id")
                .bind("id", id)
                .mapTo(Region.class)
                .findOne();
    }

    public List<Region> regions(Tx tx) {
        return tx.query("SELECT id, description, parent_region_id, extra FROM region ORDER BY id")
                .mapTo(Region.class)
                .list();
    }

    public void insert(Tx tx, Service service) {
        tx.update("""
                INSERT INTO service (id, type, name, description, enabled, extra)
                VALUES (:id, :type, :name, :description, :enabled, :extra)
                """).bindMethods(service).execute();
    }

    public void update(Tx tx, Service service) {
        tx.update("""
                UPDATE service SET type = :type, name = :name, description = :description, enabled = :enabled,
                    extra = :extra
                WHERE id = :id
                """).bindMethods(service).execute();
    }

    public void deleteService(Tx tx, String id) {
        tx.update("DELETE FROM service WHERE id = :id").bind("id", id).execute();
    }

    public Optional<Service> service(Tx tx, String id) {
        return tx.query("SELECT id, type, name, description, enabled, extra FROM service WHERE id = :id")
                .bind("id", id)
                .mapTo(Service.class)
                .findOne();
    }

    public List<Service> services(Tx tx) {
        return tx.query("SELECT id, type, name, description, enabled, extra FROM service ORDER BY type, name, id")
                .mapTo(Service.class)
                .list();
    }

    public void insert(Tx tx, Endpoint endpoint) {
        tx.update("""
                INSERT INTO endpoint (id, service_id, region_id, interface, url, enabled, extra)
                VALUES (:id, :serviceId, :regionId, :face, :url, :enabled, :extra)
                """).bindMethods(endpoint).execute();
    }

    public void update(Tx tx, Endpoint endpoint) {
        tx.update("""
                UPDATE endpoint SET service_id = :serviceId, region_id = :regionId, interface = :face, url = :url,
                    enabled = :enabled, extra = :extra
                WHERE id = :id
                """).bindMethods(endpoint).execute();
    }

    public void deleteEndpoint(Tx tx, String id) {
        tx.update("DELETE FROM endpoint WHERE id = :id").bind("id", id).execute();
    }

    public Optional<Endpoint> endpoint(Tx tx, String id) {
        return tx.query(ENDPOINT + "WHERE id = :id")
                .bind("id", id)
                .mapTo(Endpoint.class)
                .findOne();
    }

    public List<Endpoint> endpoints(Tx tx) {
        return tx.query(ENDPOINT + "ORDER BY service_id, interface, id")
                .mapTo(Endpoint.class)
                .list();
    }
}
