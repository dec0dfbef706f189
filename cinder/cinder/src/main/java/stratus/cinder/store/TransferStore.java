package stratus.cinder.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Transfer;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.Db;
import stratus.oslo.db.ListQuery;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code volume_transfer}. */
public final class TransferStore {
    private static final String COLUMNS =
            "id, volume_id, source_project_id, name, salt, key_hash, no_snapshots, created_at";

    private final Db db;

    public TransferStore(Db db) {
        this.db = db.rows(Transfer.class);
    }

    public void insert(Tx tx, Transfer transfer) {
        tx.update("""
                INSERT INTO volume_transfer
                    (id, volume_id, source_project_id, name, salt, key_hash, no_snapshots, created_at)
                VALUES (:id, :volumeId, :sourceProjectId, :name, :salt, :keyHash, :noSnapshots, :createdAt)
                """).bindMethods(transfer).execute();
    }

    public Optional<Transfer> find(Tx tx, String id) {
        return tx.query("SELECT " + COLUMNS + " FROM volume_transfer WHERE id = :id")
                .bind("id", id)
                .mapTo(Transfer.class)
                .findOne();
    }

    /** Whether it was still there. */
    public boolean delete(Tx tx, String id) {
        return tx.update("DELETE FROM volume_transfer WHERE id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    public void drop(Tx tx, VolumeId volume) {
        tx.update("DELETE FROM volume_transfer WHERE volume_id = :volume")
                .bind("volume", volume)
                .execute();
    }

    public Page<Transfer> list(@Nullable ProjectId project, @Nullable String name, Page.Request page) {
        return ListQuery.from("volume_transfer", COLUMNS)
                .whereIf(project, "source_project_id = :project", "project")
                .whereIf(name, "name = :name", "name")
                .page(page)
                .run(db, Transfer.class);
    }
}
