package stratus.placement.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;
import stratus.placement.domain.Demand;
import stratus.placement.domain.Provider;

/** SQL over {@code resource_provider}. */
public final class ProviderStore {
    static final String COLUMNS =
            "p.uuid, p.name, p.generation, p.parent_uuid, p.root_uuid, p.created_at, p.updated_at";

    private final Db db;

    public ProviderStore(Db db) {
        this.db = db.rows(Provider.class);
    }

    public Optional<Provider> find(String uuid) {
        return db.read(tx -> find(tx, uuid));
    }

    public Optional<Provider> find(Tx tx, String uuid) {
        return tx.query("SELECT " + COLUMNS + " FROM resource_provider p WHERE p.uuid = :uuid")
                .bind("uuid", uuid)
                .mapTo(Provider.class)
                .findOne();
    }

    public List<Provider> list(@Nullable String name, @Nullable String uuid, Demand demand) {
        var search = new Search(demand);
        if (name != null) {
            search.and("p.name = :name", "name", name);
        }
        if (uuid != null) {
            search.and("p.uuid = :uuid", "uuid", uuid);
        }
        var where = search.inTree().traits().aggregates().resources().where();
        return db.read(tx -> search.bind(tx.query("SELECT " + COLUMNS + " FROM resource_provider p WHERE " + where
                        + " ORDER BY p.created_at, p.uuid"))
                .mapTo(Provider.class)
                .list());
    }

    /** False where the uuid or the name is taken. */
    public boolean insert(Tx tx, Provider provider) {
        return tx.update("""
                INSERT INTO resource_provider (uuid, name, generation, parent_uuid, root_uuid, created_at, updated_at)
                VALUES (:uuid, :name, :generation, :parentUuid, :rootUuid, :createdAt, :updatedAt)
                ON CONFLICT DO NOTHING
                """).bindMethods(provider).execute() == 1;
    }

    /** Name and parent; the whole subtree follows to the new root. */
    public void update(Tx tx, Provider provider, String oldRoot) {
        tx.update("""
                UPDATE resource_provider SET name = :name, parent_uuid = :parentUuid, updated_at = :updatedAt
                WHERE uuid = :uuid
                """).bindMethods(provider).execute();
        if (!oldRoot.equals(provider.rootUuid())) {
            tx.update("""
                    WITH RECURSIVE below (uuid) AS (
                        SELECT uuid FROM resource_provider WHERE uuid = :uuid
                        UNION SELECT c.uuid FROM resource_provider c JOIN below b ON c.parent_uuid = b.uuid)
                    UPDATE resource_provider SET root_uuid = :rootUuid WHERE uuid IN (SELECT uuid FROM below)
                    """).bindMethods(provider).execute();
        }
    }

    public boolean isNameTaken(Tx tx, String name, String except) {
        return tx.query("SELECT COUNT(*) FROM resource_provider WHERE name = :name AND uuid <> :except")
                        .bind("name", name)
                        .bind("except", except)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    public boolean hasChildren(Tx tx, String uuid) {
        return tx.query("SELECT COUNT(*) FROM resource_provider WHERE parent_uuid = :uuid")
                        .bind("uuid", uuid)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    public void delete(Tx tx, String uuid) {
        for (var table : List.of("inventory", "provider_trait", "provider_aggregate")) {
            tx.update("DELETE FROM " + table + " WHERE provider_uuid = :uuid")
                    .bind("uuid", uuid)
                    .execute();
        }
        tx.update("DELETE FROM resource_provider WHERE uuid = :uuid")
                .bind("uuid", uuid)
                .execute();
    }

    /** Counts a change; false if the provider is at another generation than the caller believes. */
    public boolean advance(Tx tx, String uuid, long generation, Instant now) {
        return tx.update("""
                UPDATE resource_provider SET generation = generation + 1, updated_at = :now
                WHERE uuid = :uuid AND generation = :generation
                """)
                        .bind("uuid", uuid)
                        .bind("generation", generation)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** Counts a change whatever the generation is, and keeps rivals away until the COMMIT; false if there is none such. */
    public boolean touch(Tx tx, String uuid, Instant now) {
        return tx.update(
                                "UPDATE resource_provider SET generation = generation + 1, updated_at = :now WHERE uuid = :uuid")
                        .bind("uuid", uuid)
                        .bind("now", now)
                        .execute()
                == 1;
    }
}
