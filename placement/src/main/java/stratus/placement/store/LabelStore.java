package stratus.placement.store;

import java.util.Collection;
import java.util.List;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;
import stratus.placement.domain.Label;

/** SQL over what is pinned to providers: {@code provider_trait} and {@code provider_aggregate}. */
public final class LabelStore {
    private final Db db;

    public LabelStore(Db db) {
        this.db = db;
    }

    public List<String> list(Label label, String provider) {
        return db.read(tx -> tx.query(
                        "SELECT name FROM %s WHERE provider_uuid = :provider ORDER BY name".formatted(table(label)))
                .bind("provider", provider)
                .mapTo(String.class)
                .list());
    }

    public void replace(Tx tx, Label label, String provider, Collection<String> names) {
        tx.update("DELETE FROM %s WHERE provider_uuid = :provider".formatted(table(label)))
                .bind("provider", provider)
                .execute();
        for (var name : names) {
            tx.update("INSERT INTO %s (provider_uuid, name) VALUES (:provider, :name)".formatted(table(label)))
                    .bind("provider", provider)
                    .bind("name", name)
                    .execute();
        }
    }

    private static String table(Label label) {
        return switch (label) {
            case TRAIT -> "provider_trait";
            case AGGREGATE -> "provider_aggregate";
        };
    }

    /** Names of traits that some provider has. */
    public List<String> usedTraits() {
        return db.read(tx -> tx.query("SELECT DISTINCT name FROM provider_trait ORDER BY name")
                .mapTo(String.class)
                .list());
    }

    public boolean isTraitUsed(Tx tx, String name) {
        return tx.query("SELECT COUNT(*) FROM provider_trait WHERE name = :name")
                        .bind("name", name)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }
}
