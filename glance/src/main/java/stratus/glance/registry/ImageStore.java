package stratus.glance.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImageFilter;
import stratus.glance.domain.ImageFilter.Condition;
import stratus.glance.domain.Location;
import stratus.oslo.db.Db;
import stratus.oslo.db.ListQuery;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code image}. */
final class ImageStore {
    private static final String COLUMNS = """
            id, name, status, visibility, owner, disk_format, container_format, size, virtual_size, checksum,
            os_hash_algo, os_hash_value, min_disk, min_ram, undeletable, hidden, properties, tags, locations,
            created_at, updated_at""";

    /** Images that a project may see. */
    private static final String VISIBLE = """
            (owner = :viewer OR visibility IN ('public', 'community') OR (visibility = 'shared' AND EXISTS (
                SELECT 1 FROM image_member m WHERE m.image_id = id AND m.member_id = :viewer)))""";

    private final Db db;

    ImageStore(Db db) {
        this.db = db.rows(Image.class)
                .json(
                        new GenericType<Map<String, String>>() {},
                        new GenericType<List<String>>() {},
                        new GenericType<List<Location>>() {});
    }

    public Optional<Image> find(String id, @Nullable String viewer) {
        return db.read(tx -> find(tx, id, viewer));
    }

    public Optional<Image> find(Tx tx, String id, @Nullable String viewer) {
        return tx.query("SELECT " + COLUMNS + " FROM image WHERE id = :id AND (:everything OR " + VISIBLE + ")")
                .bind("id", id)
                .bind("everything", viewer == null)
                .bind("viewer", viewer == null ? "" : viewer)
                .mapTo(Image.class)
                .findOne();
    }

    public Page<Image> list(ImageFilter filter, Page.Request page) {
        var query = ListQuery.from("image", COLUMNS).where("hidden = :hidden", "hidden", filter.hidden());
        if (filter.viewer() != null) {
            query.where("""
                    (owner = :viewer OR visibility IN ('public', 'community') OR (visibility = 'shared' AND EXISTS (
                        SELECT 1 FROM image_member m WHERE m.image_id = id AND m.member_id = :viewer
                        AND (:memberStatus = 'all' OR m.status = :memberStatus))))""", "viewer", filter.viewer()).where("1 = 1", "memberStatus", filter.memberStatus());
        }
        if (filter.visibility() == null) {
            query.where(
                    "(visibility <> 'community' OR owner = :project)",
                    "project",
                    filter.project() == null ? "" : filter.project());
        } else if (!filter.visibility().equals("all")) {
            query.where("visibility = :visibility", "visibility", filter.visibility());
        }
        int n = 0;
        for (var condition : filter.conditions()) {
            condition(query, condition, "condition" + n++);
        }
        labels(query, filter);
        return query.page(page).run(db, Image.class);
    }

    private static void condition(ListQuery query, Condition condition, String name) {
        switch (condition) {
            case Condition.Compared(var field, var how, var value) ->
                query.where("%s %s :%s".formatted(field.sql(), how.sql(), name), name, value);
            case Condition.OneOf(var field, var values) -> query.whereIn(field.sql(), name, values);
            case Condition.Never _ -> query.where("1 = 0");
        }
    }

    private static void labels(ListQuery query, ImageFilter filter) {
        int n = 0;
        var exists = "EXISTS (SELECT 1 FROM image_label l WHERE l.image_id = id AND l.kind = '%s' AND l.name = :%s%s)";
        for (var tag : filter.tags()) {
            var name = "label" + n++;
            query.where(exists.formatted("tag", name, ""), name, tag);
        }
        for (var property : filter.properties().entrySet()) {
            var name = "label" + n++;
            query.where(exists.formatted("property", name, " AND l.value = :" + name + "v"), name, property.getKey())
                    .where("1 = 1", name + "v", property.getValue());
        }
    }

    /** False where the id is taken. */
    public boolean insert(Tx tx, Image image) {
        int made = tx.update("INSERT INTO image (" + COLUMNS + """
                ) VALUES (:id, :metadata.name, :status, :metadata.access.visibility, :metadata.access.owner,
                    :metadata.formats.diskFormat, :metadata.formats.containerFormat, :data.size, :data.virtualSize,
                    :data.checksum, :data.osHashAlgo, :data.osHashValue, :metadata.minimum.minDisk,
                    :metadata.minimum.minRam, :metadata.access.undeletable, :metadata.access.hidden,
                    :metadata.properties, :metadata.tags, :data.locations, :createdAt, :updatedAt)
                ON CONFLICT DO NOTHING
                """)
                .bindMethods(image)
                .execute();
        if (made == 1) {
            label(tx, image);
        }
        return made == 1;
    }

    /** Writes everything, if the status is still the expected one. */
    public boolean update(Tx tx, Image image, String expected) {
        int changed =
                tx.update("""
                UPDATE image SET name = :metadata.name, status = :status, visibility = :metadata.access.visibility,
                    owner = :metadata.access.owner, disk_format = :metadata.formats.diskFormat,
                    container_format = :metadata.formats.containerFormat, size = :data.size,
                    virtual_size = :data.virtualSize, checksum = :data.checksum, os_hash_algo = :data.osHashAlgo,
                    os_hash_value = :data.osHashValue, min_disk = :metadata.minimum.minDisk,
                    min_ram = :metadata.minimum.minRam, undeletable = :metadata.access.undeletable,
                    hidden = :metadata.access.hidden, properties = :metadata.properties, tags = :metadata.tags,
                    locations = :data.locations, updated_at = :updatedAt
                WHERE id = :id AND status = :expected
                """).bindMethods(image).bind("expected", expected).execute();
        if (changed == 1) {
            label(tx, image);
        }
        return changed == 1;
    }

    public void delete(Tx tx, String id) {
        for (var table : List.of("image_label", "image_member", "cached_image", "queued_image")) {
            tx.update("DELETE FROM " + table + " WHERE image_id = :id")
                    .bind("id", id)
                    .execute();
        }
        tx.update("DELETE FROM image WHERE id = :id").bind("id", id).execute();
    }

    /** Those in some statuses. */
    public List<Image> in(List<String> statuses) {
        return db.read(tx -> tx.query("SELECT " + COLUMNS + " FROM image WHERE status IN (<statuses>)")
                .bindList("statuses", statuses)
                .mapTo(Image.class)
                .list());
    }

    /** Whether the image has its bits at the address. */
    public boolean owns(String image, String url) {
        return db.read(tx -> tx.query("""
                                SELECT count(*) FROM image_label
                                WHERE image_id = :image AND kind = 'location' AND name = :url
                                """)
                        .bind("image", image)
                        .bind("url", url)
                        .mapTo(Long.class)
                        .one()
                > 0);
    }

    private static void label(Tx tx, Image image) {
        tx.update("DELETE FROM image_label WHERE image_id = :id")
                .bind("id", image.id())
                .execute();
        image.properties().forEach((name, value) -> label(tx, image.id(), "property", name, value));
        image.tags().forEach(tag -> label(tx, image.id(), "tag", tag, ""));
        image.locations().stream()
                .map(Location::url)
                .distinct()
                .forEach(url -> label(tx, image.id(), "location", url, ""));
    }

    private static void label(Tx tx, String id, String kind, String name, String value) {
        tx.update("INSERT INTO image_label (image_id, kind, name, value) VALUES (:id, :kind, :name, :value)")
                .bind("id", id)
                .bind("kind", kind)
                .bind("name", name)
                .bind("value", value)
                .execute();
    }
}
