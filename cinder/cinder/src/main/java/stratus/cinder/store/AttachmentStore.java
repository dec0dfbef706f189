package stratus.cinder.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import stratus.cinder.domain.Attachment;
import stratus.cinder.domain.AttachmentFilter;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code attachment}. */
public final class AttachmentStore {
    private static final String COLUMNS = """
            id, volume_id, project_id, instance_id, host, mountpoint, mode, status, connector, connection_info,
            attached_at, created_at""";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM attachment ";

    private final Table<Attachment> table;

    public AttachmentStore(Db db) {
        this.table = new Table<>(db, Attachment.class, "attachment", COLUMNS);
        db.json(new GenericType<Map<String, Object>>() {});
    }

    public void insert(Tx tx, Attachment attachment) {
        table.insert(tx, attachment);
    }

    /** Whether it was still there. */
    public boolean update(Tx tx, Attachment attachment) {
        return tx.update("""
                UPDATE attachment SET host = :host, mountpoint = :mountpoint, mode = :mode, status = :status,
                    connector = :connector, connection_info = :connectionInfo, attached_at = :attachedAt
                WHERE id = :id
                """).bindMethods(attachment).execute() == 1;
    }

    public boolean delete(Tx tx, AttachmentId id) {
        return table.delete(tx, id);
    }

    public Optional<Attachment> find(Tx tx, AttachmentId id) {
        return table.find(tx, id);
    }

    public List<Attachment> of(Tx tx, VolumeId volume) {
        return table.where(tx, "volume_id = :value", volume);
    }

    public List<Attachment> of(Tx tx, List<VolumeId> volumes) {
        if (volumes.isEmpty()) {
            return List.of();
        }
        return tx.query(SELECT + "WHERE volume_id IN (<volumes>) ORDER BY created_at, id")
                .bindList("volumes", volumes.stream().map(VolumeId::text).toList())
                .mapTo(Attachment.class)
                .list();
    }

    public Page<Attachment> list(AttachmentFilter filter, Page.Request page) {
        return table.list(
                query -> query.whereIf(filter.project(), "project_id = :project", "project")
                        .whereIf(filter.instance(), "instance_id = :instance", "instance")
                        .whereIf(filter.volume(), "volume_id = :volume", "volume")
                        .whereIf(filter.status(), "status = :status", "status"),
                page);
    }
}
