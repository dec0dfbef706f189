package stratus.keystone.store;

import java.util.List;
import java.util.Optional;
import stratus.keystone.domain.ServiceProvider;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code service_provider}. */
public final class ServiceProviderStore {
    private static final String COLUMNS = "id, enabled, description, auth_url, sp_url, relay_state_prefix";

    public ServiceProviderStore(Db db) {
        db.rows(ServiceProvider.class);
    }

    public void insert(Tx tx, ServiceProvider sp) {
        tx.update("""
                INSERT INTO service_provider (id, enabled, description, auth_url, sp_url, relay_state_prefix)
                VALUES (:id, :enabled, :description, :authUrl, :spUrl, :relayStatePrefix)
                """).bindMethods(sp).execute();
    }

    public void update(Tx tx, ServiceProvider sp) {
        tx.update("""
                UPDATE service_provider SET enabled = :enabled, description = :description, auth_url = :authUrl,
                    sp_url = :spUrl, relay_state_prefix = :relayStatePrefix
                WHERE id = :id
                """).bindMethods(sp).execute();
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM service_provider WHERE id = :id").bind("id", id).execute();
    }

    public Optional<ServiceProvider> find(Tx tx, String id) {
        return tx.query("SELECT " + COLUMNS + " FROM service_provider WHERE id = :id")
                .bind("id", id)
                .mapTo(ServiceProvider.class)
                .findOne();
    }

    public List<ServiceProvider> list(Tx tx) {
        return tx.query("SELECT " + COLUMNS + " FROM service_provider ORDER BY id")
                .mapTo(ServiceProvider.class)
                .list();
    }
}
