package stratus.nova.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.generic.GenericType;
import stratus.nova.domain.Migration;
import stratus.nova.domain.Migration.Status;
import stratus.nova.domain.MigrationFilter;
import stratus.nova.rpc.ServerFlavor;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.db.ListQuery;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code migration}. */
public final class MigrationStore {
    private static final String COLUMNS = """
            number, id, server_id, project_id, user_id, type, status, source_host, dest_host, old_flavor, new_flavor, \
            old_state, created_at, updated_at""";

    private final Db db;

    public MigrationStore(Db db) {
        this.db = db.rows(Migration.class).json(new GenericType<ServerFlavor>() {});
    }

    /** Its number is given here; {@code migration}'s is ignored. */
    public void insert(Tx tx, Migration migration) {
        db.lock(tx, "", "migration");
        tx.update("""
                INSERT INTO migration (number, id, server_id, project_id, user_id, type, status, source_host, dest_host,
                    old_flavor, new_flavor, old_state, created_at, updated_at)
                VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM migration), :id, :serverId, :projectId, :userId,
                    :type, :status, :sourceHost, :destHost, :oldFlavor, :newFlavor, :oldState, :createdAt, :updatedAt)
                """).bindMethods(migration).execute();
    }

    public Optional<Migration> find(UUID id) {
        return db.read(tx -> find(tx, id));
    }

    public Optional<Migration> find(Tx tx, UUID id) {
        return tx.query("SELECT %s FROM migration WHERE id = :id".formatted(COLUMNS))
                .bind("id", id)
                .mapTo(Migration.class)
                .findOne();
    }

    /** One of the server's, by the API's id. */
    public Optional<Migration> find(ServerId server, long number) {
        return db.read(tx -> tx.query(
                        "SELECT %s FROM migration WHERE server_id = :server AND number = :number".formatted(COLUMNS))
                .bind("server", server)
                .bind("number", number)
                .mapTo(Migration.class)
                .findOne());
    }

    /** The latest of the server's. */
    public Optional<Migration> latest(Tx tx, ServerId server) {
        return tx.query("SELECT %s FROM migration WHERE server_id = :server ORDER BY number DESC LIMIT 1"
                        .formatted(COLUMNS))
                .bind("server", server)
                .mapTo(Migration.class)
                .findOne();
    }

    /** Those of the server that may hold something still: all that were neither confirmed nor reverted. */
    public List<Migration> unsettled(ServerId server) {
        return db.read(tx -> tx.query("""
                        SELECT %s FROM migration
                        WHERE server_id = :server AND status NOT IN ('CONFIRMED', 'REVERTED') ORDER BY number
                        """.formatted(COLUMNS))
                .bind("server", server)
                .mapTo(Migration.class)
                .list());
    }

    public void status(Tx tx, UUID id, Status status, Instant now) {
        tx.update("UPDATE migration SET status = :status, updated_at = :now WHERE id = :id")
                .bind("id", id)
                .bind("status", status)
                .bind("now", now)
                .execute();
    }

    /** Where the server goes. */
    public void place(Tx tx, UUID id, HostName host, Instant now) {
        tx.update("UPDATE migration SET dest_host = :host, updated_at = :now WHERE id = :id")
                .bind("id", id)
                .bind("host", host)
                .bind("now", now)
                .execute();
    }

    public Page<Migration> list(MigrationFilter filter) {
        return ListQuery.from("migration", COLUMNS)
                .whereIf(filter.host(), "(source_host = :host OR dest_host = :host)", "host")
                .whereIf(filter.source(), "source_host = :source", "source")
                .whereIf(filter.server(), "server_id = :server", "server")
                .whereIn("status", "statuses", filter.statuses())
                .whereIf(filter.type(), "type = :type", "type")
                .whereIf(filter.project(), "project_id = :project", "project")
                .whereIf(filter.user(), "user_id = :user", "user")
                .whereIf(filter.changesSince(), "COALESCE(updated_at, created_at) >= :since", "since")
                .whereIf(filter.changesBefore(), "COALESCE(updated_at, created_at) <= :before", "before")
                .page(filter.page())
                .run(db, Migration.class);
    }
}
