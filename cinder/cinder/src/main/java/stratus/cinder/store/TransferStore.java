package stratus.cinder.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Transfer;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code volume_transfer}. */
public final class TransferStore {
    private static final String COLUMNS =
            "id, volume_id, source_project_id, name, salt, key_hash, no_snapshots, created_at";

    private final Table<Transfer> table;

    public TransferStore(Db db) {
        this.table = new Table<>(db, Transfer.class, "volume_transfer", COLUMNS);
    }

    public void insert(Tx tx, Transfer transfer) {
        table.insert(tx, transfer);
    }

    public Optional<Transfer> find(Tx tx, String id) {
        return table.find(tx, id);
    }

    /** Whether it was still there. */
    public boolean delete(Tx tx, String id) {
        return table.delete(tx, id);
    }

    public void drop(Tx tx, VolumeId volume) {
        tx.update("DELETE FROM volume_transfer WHERE volume_id = :volume")
                .bind("volume", volume)
                .execute();
    }

    public Page<Transfer> list(@Nullable ProjectId project, @Nullable String name, Page.Request page) {
        return table.list(
                query -> query.whereIf(project, "source_project_id = :project", "project")
                        .whereIf(name, "name = :name", "name"),
                page);
    }
}
