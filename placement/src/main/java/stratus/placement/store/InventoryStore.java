package stratus.placement.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;
import stratus.placement.domain.Inventory;

/** SQL over {@code inventory}. */
public final class InventoryStore {
    private static final String COLUMNS =
            "resource_class, total, reserved, min_unit, max_unit, step_size, allocation_ratio";

    private final Db db;

    public InventoryStore(Db db) {
        this.db = db.rows(Inventory.class);
    }

    public List<Inventory> list(String provider) {
        return db.read(tx -> list(tx, provider));
    }

    public List<Inventory> list(Tx tx, String provider) {
        return tx.query("SELECT " + COLUMNS + " FROM inventory WHERE provider_uuid = :provider ORDER BY resource_class")
                .bind("provider", provider)
                .mapTo(Inventory.class)
                .list();
    }

    public Optional<Inventory> find(Tx tx, String provider, String resourceClass) {
        return tx.query("SELECT " + COLUMNS
                        + " FROM inventory WHERE provider_uuid = :provider AND resource_class = :class")
                .bind("provider", provider)
                .bind("class", resourceClass)
                .mapTo(Inventory.class)
                .findOne();
    }

    public void put(Tx tx, String provider, Inventory inventory) {
        tx.update("""
                INSERT INTO inventory (provider_uuid, resource_class, total, reserved, min_unit, max_unit, step_size,
                                       allocation_ratio)
                VALUES (:provider, :resourceClass, :total, :reserved, :minUnit, :maxUnit, :stepSize, :allocationRatio)
                ON CONFLICT (provider_uuid, resource_class) DO UPDATE SET
                    total = excluded.total, reserved = excluded.reserved, min_unit = excluded.min_unit,
                    max_unit = excluded.max_unit, step_size = excluded.step_size,
                    allocation_ratio = excluded.allocation_ratio
                """).bind("provider", provider).bindMethods(inventory).execute();
    }

    public void delete(Tx tx, String provider, Collection<String> classes) {
        if (!classes.isEmpty()) {
            tx.update("DELETE FROM inventory WHERE provider_uuid = :provider AND resource_class IN (<classes>)")
                    .bind("provider", provider)
                    .bindList("classes", List.copyOf(classes))
                    .execute();
        }
    }

    public boolean isClassUsed(Tx tx, String resourceClass) {
        return tx.query("SELECT COUNT(*) FROM inventory WHERE resource_class = :class")
                        .bind("class", resourceClass)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }
}
