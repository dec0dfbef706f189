package stratus.cinder.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import stratus.cinder.domain.Snapshot;
import stratus.cinder.domain.SnapshotFilter;
import stratus.cinder.domain.SnapshotStatus;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.UserId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code snapshot}. */
public final class SnapshotStore {
    private static final String COLUMNS =
            "id, volume_id, project_id, user_id, name, description, size, status, progress, group_snapshot_id,"
                    + " metadata, created_at, updated_at";

    private final Table<Snapshot> table;

    public SnapshotStore(Db db) {
        this.table = new Table<>(db, Snapshot.class, "snapshot", COLUMNS);
        db.rows(VolumeStore.Total.class).json(new GenericType<Map<String, String>>() {});
    }

    public void insert(Tx tx, Snapshot snapshot) {
        table.insert(tx, snapshot);
    }

    /** All that its owner may change, and not its status. */
    public void update(Tx tx, Snapshot snapshot, Instant now) {
        tx.update("""
                UPDATE snapshot SET name = :name, description = :description, metadata = :metadata,
                    updated_at = :now
                WHERE id = :id
                """).bindMethods(snapshot).bind("now", now).execute();
    }

    /** All of a volume. */
    public void give(Tx tx, VolumeId volume, ProjectId project, UserId user) {
        tx.update("UPDATE snapshot SET project_id = :project, user_id = :user WHERE volume_id = :volume")
                .bind("volume", volume)
                .bind("project", project)
                .bind("user", user)
                .execute();
    }

    public void delete(Tx tx, SnapshotId id) {
        table.delete(tx, id);
    }

    public void progress(Tx tx, SnapshotId id, String progress) {
        tx.update("UPDATE snapshot SET progress = :progress WHERE id = :id")
                .bind("id", id)
                .bind("progress", progress)
                .execute();
    }

    public Optional<Snapshot> find(Tx tx, SnapshotId id) {
        return table.find(tx, id);
    }

    public List<Snapshot> inGroupSnapshot(Tx tx, String id) {
        return table.where(tx, "group_snapshot_id = :value", id);
    }

    public List<Snapshot> of(Tx tx, VolumeId volume) {
        return table.where(tx, "volume_id = :value", volume);
    }

    /** Compare and set, as for volumes. */
    public boolean advance(Tx tx, SnapshotId id, Collection<SnapshotStatus> from, SnapshotStatus to, Instant now) {
        return table.advance(tx, id, from, to, now);
    }

    /** What counts against the quota; of volumes of one type where it is not empty. */
    public VolumeStore.Total total(Tx tx, ProjectId project, String type) {
        return tx.query("""
                        SELECT COUNT(*) AS count, COALESCE(SUM(s.size), 0) AS gigabytes
                        FROM snapshot s JOIN volume v ON v.id = s.volume_id
                        WHERE s.project_id = :project AND (:type = '' OR v.volume_type_id = :type)
                        """)
                .bind("project", project)
                .bind("type", type)
                .mapTo(VolumeStore.Total.class)
                .one();
    }

    public Page<Snapshot> list(SnapshotFilter filter, Page.Request page) {
        return table.list(
                query -> JsonText.where(query, "metadata", filter.metadata())
                        .whereIf(filter.project(), "project_id = :project", "project")
                        .whereIf(filter.name(), "name = :name", "name")
                        .whereIf(filter.status(), "status = :status", "status")
                        .whereIf(filter.volume(), "volume_id = :volume", "volume")
                        .whereIf(
                                filter.zone(),
                                "volume_id IN (SELECT v.id FROM volume v WHERE v.availability_zone = :zone)",
                                "zone")
                        .whereIf(filter.id(), "id = :id", "id"),
                page);
    }
}
