package stratus.oslo.db;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.Query;

/**
 * A table's rows as far as each is one process's to work on, among those that share the database: its columns {@code id},
 * {@code owner} and {@code lease_until}.
 *
 * <p>A process that is silent for longer than its lease loses its rows to whoever asks first. It may not know: so whatever
 * it does about a row has to be done in a transaction that finds the row still its own.
 */
public final class Leases {
    private final Db db;
    private final InstantSource clock;
    private final String table;
    private final Owner owner;

    /**
     * A process.
     *
     * @param name the same after its restart, and no other's
     * @param lease how long it may be silent
     */
    public record Owner(String name, Duration lease) {}

    public Leases(Db db, InstantSource clock, String table, Owner owner) {
        this.db = db;
        this.clock = clock;
        this.table = table;
        this.owner = owner;
    }

    public String owner() {
        return owner.name();
    }

    /** When a lease ends that begins now; not for inside a write. */
    public Instant until() {
        return clock.instant().plus(owner.lease());
    }

    /** Takes the rows whose lease ran out, and with {@code mine} those that an earlier life of this process had. */
    public <T> List<T> takeOver(Class<T> row, String columns, boolean mine) {
        return takeOver(row, columns, mine, "1 = 1", query -> query);
    }

    /** Of these, the ones for which an SQL condition holds; {@code bind} gives it its values. */
    public <T> List<T> takeOver(
            Class<T> row, String columns, boolean mine, String condition, UnaryOperator<Query> bind) {
        var now = clock.instant();
        var until = now.plus(owner.lease());
        return db.write(tx -> bind.apply(tx.query("""
                        UPDATE %s SET owner = :owner, lease_until = :until
                        WHERE (lease_until < :now OR (:mine AND owner = :owner)) AND (%s) RETURNING %s
                        """.formatted(table, condition, columns)))
                .bind("owner", owner.name())
                .bind("until", until)
                .bind("now", now)
                .bind("mine", mine)
                .mapTo(row)
                .list());
    }

    /** Another lease for those of the rows that are still this process's. */
    public void renew(Collection<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        var until = until();
        db.run(tx -> tx.update(
                        "UPDATE %s SET lease_until = :until WHERE owner = :owner AND id IN (<ids>)".formatted(table))
                .bindList("ids", List.copyOf(ids))
                .bind("owner", owner.name())
                .bind("until", until)
                .execute());
    }

    /** Gives the row up until {@code at}, when whoever asks first takes it. */
    public void postpone(String id, Instant at) {
        db.run(tx -> tx.update("UPDATE %s SET lease_until = :at, owner = NULL WHERE id = :id AND owner = :owner"
                        .formatted(table))
                .bind("id", id)
                .bind("owner", owner.name())
                .bind("at", at)
                .execute());
    }

    /** False where the row has become another's, or is gone. */
    public boolean remove(Tx tx, String id) {
        return tx.update("DELETE FROM %s WHERE id = :id AND owner = :owner".formatted(table))
                        .bind("id", id)
                        .bind("owner", owner.name())
                        .execute()
                == 1;
    }
}
