package stratus.nova.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Aggregate;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code aggregate} and its hosts. */
public final class AggregateStore {
    private static final GenericType<Map<String, String>> METADATA = new GenericType<>() {};

    private final Db db;

    public AggregateStore(Db db) {
        this.db = db.rows(Row.class).json(METADATA);
    }

    public record Row(
            long number,
            UUID id,
            String name,
            Map<String, String> metadata,
            Instant createdAt,
            @Nullable Instant updatedAt) {}

    /** With the next free number. */
    public Aggregate insert(Tx tx, UUID id, String name, Map<String, String> metadata, Instant now) {
        db.lock(tx, "", "aggregate");
        long number = tx.query("SELECT COALESCE(MAX(number), 0) + 1 FROM aggregate")
                .mapTo(Long.class)
                .one();
        tx.update("""
                INSERT INTO aggregate (number, id, name, metadata, created_at, updated_at)
                VALUES (:number, :id, :name, :metadata, :createdAt, :updatedAt)
                """)
                .bindMethods(new Row(number, id, name, metadata, now, null))
                .execute();
        return new Aggregate(number, id, name, metadata, List.of(), now, null);
    }

    public List<Aggregate> list() {
        return db.read(this::list);
    }

    public List<Aggregate> list(Tx tx) {
        return tx
                .query("SELECT number, id, name, metadata, created_at, updated_at FROM aggregate ORDER BY number")
                .mapTo(Row.class)
                .list()
                .stream()
                .map(row -> whole(tx, row))
                .toList();
    }

    public Optional<Aggregate> find(Tx tx, long number) {
        return tx.query(
                        "SELECT number, id, name, metadata, created_at, updated_at FROM aggregate WHERE number = :number")
                .bind("number", number)
                .mapTo(Row.class)
                .findOne()
                .map(row -> whole(tx, row));
    }

    private static Aggregate whole(Tx tx, Row row) {
        var hosts = tx.query("SELECT host FROM aggregate_host WHERE aggregate = :number ORDER BY host")
                .bind("number", row.number())
                .mapTo(String.class)
                .list();
        return new Aggregate(
                row.number(), row.id(), row.name(), row.metadata(), hosts, row.createdAt(), row.updatedAt());
    }

    public boolean nameTaken(Tx tx, String name, long butFor) {
        return tx.query("SELECT COUNT(*) FROM aggregate WHERE name = :name AND number <> :number")
                        .bind("name", name)
                        .bind("number", butFor)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    public void update(Tx tx, long number, String name, Map<String, String> metadata, Instant now) {
        tx.update("""
                        UPDATE aggregate SET name = :name, metadata = :metadata, updated_at = :now
                        WHERE number = :number
                        """)
                .bind("number", number)
                .bind("name", name)
                .bindByType("metadata", metadata, METADATA)
                .bind("now", now)
                .execute();
    }

    public boolean add(Tx tx, long number, String host) {
        return tx.update("""
                        INSERT INTO aggregate_host (aggregate, host) VALUES (:number, :host) ON CONFLICT DO NOTHING
                        """).bind("number", number).bind("host", host).execute() == 1;
    }

    public boolean remove(Tx tx, long number, String host) {
        return tx.update("DELETE FROM aggregate_host WHERE aggregate = :number AND host = :host")
                        .bind("number", number)
                        .bind("host", host)
                        .execute()
                == 1;
    }

    public void delete(Tx tx, long number) {
        tx.update("DELETE FROM aggregate WHERE number = :number")
                .bind("number", number)
                .execute();
    }
}
