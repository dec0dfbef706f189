package stratus.cinder.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeFilter;
import stratus.cinder.domain.VolumeStatus;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.UserId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.Db;
import stratus.oslo.db.ListQuery;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code volume}. */
public final class VolumeStore {
    private static final String COLUMNS = """
            id, project_id, user_id, name, description, size, status, volume_type_id, availability_zone, host,
            bootable, multiattach, readonly, snapshot_id, source_volid, image_id, metadata, image_metadata, group_id,
            created_at, updated_at""";

    private final Table<Volume> table;

    public VolumeStore(Db db) {
        this.table = new Table<>(db, Volume.class, "volume", COLUMNS);
        db.rows(Total.class).json(new GenericType<Map<String, String>>() {});
    }

    /** Volumes and their GiB. */
    public record Total(long count, long gigabytes) {}

    public void insert(Tx tx, Volume volume) {
        table.insert(tx, volume);
    }

    /** All that its owner may change, and not its status. */
    public void update(Tx tx, Volume volume, Instant now) {
        tx.update("""
                UPDATE volume SET name = :name, description = :description, bootable = :bootable,
                    readonly = :readonly, multiattach = :multiattach, volume_type_id = :volumeTypeId, metadata = :metadata,
                    image_metadata = :imageMetadata, updated_at = :now
                WHERE id = :id
                """).bindMethods(volume).bind("now", now).execute();
    }

    public void delete(Tx tx, VolumeId id) {
        table.delete(tx, id);
    }

    public Optional<Volume> find(Tx tx, VolumeId id) {
        return table.find(tx, id);
    }

    /** Compare and set: whether the volume was in one of {@code from}, and is in {@code to} now. */
    public boolean advance(Tx tx, VolumeId id, Collection<VolumeStatus> from, VolumeStatus to, Instant now) {
        return table.advance(tx, id, from, to, now);
    }

    /** Null takes it out of the group that it is in. */
    public void join(Tx tx, VolumeId id, @Nullable String group) {
        tx.update("UPDATE volume SET group_id = :group WHERE id = :id")
                .bind("id", id)
                .bind("group", group)
                .execute();
    }

    public List<Volume> inGroup(Tx tx, String group) {
        return table.where(tx, "group_id = :value", group);
    }

    public void place(Tx tx, VolumeId id, String host) {
        tx.update("UPDATE volume SET host = :host WHERE id = :id")
                .bind("id", id)
                .bind("host", host)
                .execute();
    }

    public void give(Tx tx, VolumeId id, ProjectId project, UserId user) {
        tx.update("UPDATE volume SET project_id = :project, user_id = :user WHERE id = :id")
                .bind("id", id)
                .bind("project", project)
                .bind("user", user)
                .execute();
    }

    public void resize(Tx tx, VolumeId id, int size) {
        tx.update("UPDATE volume SET size = :size WHERE id = :id")
                .bind("id", id)
                .bind("size", size)
                .execute();
    }

    /** What counts against the quota; of one type where it is given. */
    public Total total(Tx tx, ProjectId project, @Nullable String type) {
        return tx.query("""
                        SELECT COUNT(*) AS count, COALESCE(SUM(size), 0) AS gigabytes FROM volume
                        WHERE project_id = :project AND (:type = '' OR volume_type_id = :type)
                        """)
                .bind("project", project)
                .bind("type", type == null ? "" : type)
                .mapTo(Total.class)
                .one();
    }

    /** GiB promised to volumes on a backend. */
    public long allocated(Tx tx, String host) {
        return tx.query("SELECT COALESCE(SUM(size), 0) FROM volume WHERE host = :host")
                .bind("host", host)
                .mapTo(Long.class)
                .one();
    }

    public boolean usesType(Tx tx, String type) {
        return table.any(tx, "volume_type_id = :value", type);
    }

    public Page<Volume> list(VolumeFilter filter, Page.Request page) {
        return table.list(query -> narrowed(query, filter), page);
    }

    private static ListQuery narrowed(ListQuery query, VolumeFilter filter) {
        JsonText.where(query, "metadata", filter.metadata());
        JsonText.where(query, "image_metadata", filter.imageMetadata());
        query.whereIf(filter.project(), "project_id = :project", "project")
                .whereIf(
                        filter.nameLike() == null ? null : JsonText.like(filter.nameLike()),
                        "name LIKE :like ESCAPE '!'",
                        "like");
        filter.exact()
                .forEach((field, value) ->
                        query.where("%s = :%s".formatted(field.text(), field.text()), field.text(), value));
        int at = 0;
        for (var time : filter.times()) {
            var column = time.created() ? "created_at" : "updated_at";
            var name = "time" + at++;
            query.where("%s %s :%s".formatted(column, sign(time.comparison()), name), name, time.at());
        }
        return query;
    }

    private static String sign(VolumeFilter.Comparison comparison) {
        return switch (comparison) {
            case GT -> ">";
            case GTE -> ">=";
            case EQ -> "=";
            case NEQ -> "<>";
            case LT -> "<";
            case LTE -> "<=";
        };
    }
}
