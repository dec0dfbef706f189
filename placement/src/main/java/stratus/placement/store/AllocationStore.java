package stratus.placement.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;
import stratus.placement.domain.Allocation;
import stratus.placement.domain.Consumer;
import stratus.placement.domain.Held;
import stratus.placement.domain.Usage;

/** SQL over {@code consumer} and {@code allocation}. */
public final class AllocationStore {
    private static final String COLUMNS = "consumer_uuid, provider_uuid, resource_class, used";

    private final Db db;

    public AllocationStore(Db db) {
        this.db = db.rows(Allocation.class, Consumer.class, Usage.class, Held.class);
    }

    public void lock(Tx tx, String consumer) {
        db.lock(tx, consumer, "consumer");
    }

    public Optional<Consumer> consumer(Tx tx, String uuid) {
        return tx.query("SELECT uuid, project_id, user_id, generation, consumer_type FROM consumer WHERE uuid = :uuid")
                .bind("uuid", uuid)
                .mapTo(Consumer.class)
                .findOne();
    }

    public List<Held> ofConsumer(Tx tx, String uuid) {
        return tx.query("""
                        SELECT a.provider_uuid, p.generation, a.resource_class, a.used
                        FROM allocation a JOIN resource_provider p ON p.uuid = a.provider_uuid
                        WHERE a.consumer_uuid = :uuid ORDER BY a.provider_uuid, a.resource_class
                        """).bind("uuid", uuid).mapTo(Held.class).list();
    }

    public List<Allocation> ofProvider(String uuid) {
        return db.read(tx -> tx.query("SELECT " + COLUMNS
                        + " FROM allocation WHERE provider_uuid = :uuid ORDER BY consumer_uuid, resource_class")
                .bind("uuid", uuid)
                .mapTo(Allocation.class)
                .list());
    }

    /** How much of each class of the provider is in use; classes without any use are absent. */
    public List<Usage> usages(Tx tx, String provider) {
        return tx.query("""
                        SELECT CAST(NULL AS TEXT) AS consumer_type, resource_class, SUM(used) AS used
                        FROM allocation WHERE provider_uuid = :provider GROUP BY resource_class
                        """).bind("provider", provider).mapTo(Usage.class).list();
    }

    public long used(Tx tx, String provider, String resourceClass) {
        return tx.query("""
                        SELECT COALESCE(SUM(used), 0) FROM allocation
                        WHERE provider_uuid = :provider AND resource_class = :class
                        """)
                .bind("provider", provider)
                .bind("class", resourceClass)
                .mapTo(Long.class)
                .one();
    }

    /** A project's use by type of consumer and class. */
    public List<Usage> ofProject(String project, @Nullable String user) {
        return db.read(tx -> tx.query("""
                        SELECT c.consumer_type, a.resource_class, SUM(a.used) AS used
                        FROM allocation a JOIN consumer c ON c.uuid = a.consumer_uuid
                        WHERE c.project_id = :project AND (:user = '' OR c.user_id = :user)
                        GROUP BY c.consumer_type, a.resource_class
                        """)
                .bind("project", project)
                .bind("user", user == null ? "" : user)
                .mapTo(Usage.class)
                .list());
    }

    /** How many consumers of each type a project has; the class is the word {@code consumer_count}. */
    public List<Usage> consumers(String project, @Nullable String user) {
        return db.read(tx -> tx.query("""
                        SELECT consumer_type, 'consumer_count' AS resource_class, COUNT(*) AS used
                        FROM consumer WHERE project_id = :project AND (:user = '' OR user_id = :user)
                        GROUP BY consumer_type
                        """)
                .bind("project", project)
                .bind("user", user == null ? "" : user)
                .mapTo(Usage.class)
                .list());
    }

    public void save(Tx tx, Consumer consumer, Instant now) {
        tx.update("""
                INSERT INTO consumer (uuid, project_id, user_id, generation, consumer_type, updated_at)
                VALUES (:uuid, :projectId, :userId, :generation, :consumerType, :now)
                ON CONFLICT (uuid) DO UPDATE SET project_id = excluded.project_id, user_id = excluded.user_id,
                    generation = excluded.generation, consumer_type = excluded.consumer_type,
                    updated_at = excluded.updated_at
                """).bindMethods(consumer).bind("now", now).execute();
    }

    public void insert(Tx tx, Allocation allocation) {
        tx.update("INSERT INTO allocation (" + COLUMNS
                        + ") VALUES (:consumerUuid, :providerUuid, :resourceClass, :used)")
                .bindMethods(allocation)
                .execute();
    }

    /** How many allocations the consumer had. */
    public int clear(Tx tx, String consumer) {
        return tx.update("DELETE FROM allocation WHERE consumer_uuid = :consumer")
                .bind("consumer", consumer)
                .execute();
    }

    public void forget(Tx tx, String consumer) {
        tx.update("DELETE FROM consumer WHERE uuid = :consumer")
                .bind("consumer", consumer)
                .execute();
    }
}
