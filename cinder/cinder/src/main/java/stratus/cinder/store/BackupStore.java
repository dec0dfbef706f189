package stratus.cinder.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Backup;
import stratus.cinder.domain.BackupFilter;
import stratus.cinder.domain.BackupStatus;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code backup}. */
public final class BackupStore {
    private static final String COLUMNS = """
            id, volume_id, snapshot_id, project_id, user_id, name, description, container, size, status, fail_reason,
            host, availability_zone, metadata, data_timestamp, created_at, updated_at""";

    private final Table<Backup> table;

    public BackupStore(Db db) {
        this.table = new Table<>(db, Backup.class, "backup", COLUMNS);
        db.rows(VolumeStore.Total.class).json(new GenericType<Map<String, String>>() {});
    }

    public void insert(Tx tx, Backup backup) {
        table.insert(tx, backup);
    }

    /** All that its owner may change, and not its status. */
    public void update(Tx tx, Backup backup, Instant now) {
        tx.update("""
                UPDATE backup SET name = :name, description = :description, metadata = :metadata, updated_at = :now
                WHERE id = :id
                """).bindMethods(backup).bind("now", now).execute();
    }

    /** Compare and set, as for volumes; {@code why} is the reason of a failure. */
    public boolean advance(
            Tx tx, String id, Collection<BackupStatus> from, BackupStatus to, @Nullable String why, Instant now) {
        return tx.update("""
                        UPDATE backup SET status = :to, fail_reason = :why, updated_at = :now
                        WHERE id = :id AND status IN (<from>)
                        """)
                        .bind("id", id)
                        .bind("to", to)
                        .bind("why", why)
                        .bind("now", now)
                        .bindList("from", from.stream().map(Enum::name).toList())
                        .execute()
                == 1;
    }

    public void delete(Tx tx, String id) {
        table.delete(tx, id);
    }

    public Optional<Backup> find(Tx tx, String id) {
        return table.find(tx, id);
    }

    /** What counts against the quota. */
    public VolumeStore.Total total(Tx tx, ProjectId project) {
        return tx.query("""
                        SELECT COUNT(*) AS count, COALESCE(SUM(size), 0) AS gigabytes FROM backup
                        WHERE project_id = :project
                        """)
                .bind("project", project)
                .mapTo(VolumeStore.Total.class)
                .one();
    }

    public Page<Backup> list(BackupFilter filter, Page.Request page) {
        return table.list(
                query -> query.whereIf(filter.project(), "project_id = :project", "project")
                        .whereIf(filter.name(), "name = :name", "name")
                        .whereIf(filter.status(), "status = :status", "status")
                        .whereIf(filter.volume(), "volume_id = :volume", "volume"),
                page);
    }
}
