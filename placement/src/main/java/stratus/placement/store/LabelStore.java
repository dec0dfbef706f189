package stratus.placement.store;

import java.util.Collection;
import java.util.List;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over what is pinned to providers: {@code provider_trait} and {@code provider_aggregate}. */
public final class LabelStore {
    /** Which of the two. */
    public enum Label {
        TRAIT("provider_trait"),
        AGGREGATE("provider_aggregate");

        private final String table;

        Label(String table) {
            this.table = table;
        }
    }

    private final Db db;

    public LabelStore(Db db) {
        this.db = db;
    }

    public List<String> list(Label label, String provider) {
        return db.read(tx -> tx.query(
                        "SELECT name FROM %s WHERE provider_uuid = :provider ORDER BY name".formatted(label.table))
                .bind("provider", provider)
                .mapTo(String.class)
                .list());
    }

    public void replace(Tx tx, Label label, String provider, Collection<String> names) {
        tx.update("DELETE FROM %s WHERE provider_uuid = :provider".formatted(label.table))
                .bind("provider", provider)
                .execute();
        for (var name : names) {
            tx.update("INSERT INTO %s (provider_uuid, name) VALUES (:provider, :name)".formatted(label.table))
                    .bind("provider", provider)
                    .bind("name", name)
                    .execute();
        }
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
