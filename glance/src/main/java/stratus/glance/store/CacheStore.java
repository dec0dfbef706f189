package stratus.glance.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import stratus.glance.domain.CachedImage;
import stratus.oslo.db.Db;

/** SQL over {@code cached_image} and {@code queued_image}: what of them is one process's. */
public final class CacheStore {
    private static final String SELECT =
            "SELECT image_id, size, hits, last_accessed, last_modified FROM cached_image" + " WHERE owner = :owner";

    private final Db db;
    private final String owner;

    public CacheStore(Db db, String owner) {
        this.db = db.rows(CachedImage.class);
        this.owner = owner;
    }

    /** The one that was read the longest ago first. */
    public List<CachedImage> list() {
        return db.read(tx -> tx.query(SELECT + " ORDER BY last_accessed, image_id")
                .bind("owner", owner)
                .mapTo(CachedImage.class)
                .list());
    }

    public Optional<CachedImage> find(String image) {
        return db.read(tx -> tx.query(SELECT + " AND image_id = :image")
                .bind("owner", owner)
                .bind("image", image)
                .mapTo(CachedImage.class)
                .findOne());
    }

    public void insert(String image, long size, Instant now) {
        db.run(tx -> tx.update("""
                        INSERT INTO cached_image (owner, image_id, size, hits, last_accessed, last_modified)
                        VALUES (:owner, :image, :size, 0, :now, :now) ON CONFLICT DO NOTHING
                        """)
                .bind("owner", owner)
                .bind("image", image)
                .bind("size", size)
                .bind("now", now)
                .execute());
    }

    public void hit(String image, Instant now) {
        db.run(tx -> tx.update("""
                        UPDATE cached_image SET hits = hits + 1, last_accessed = :now
                        WHERE owner = :owner AND image_id = :image
                        """)
                .bind("owner", owner)
                .bind("image", image)
                .bind("now", now)
                .execute());
    }

    public void delete(String image) {
        remove("cached_image", image);
    }

    /** Those that wait, the first first. */
    public List<String> queue() {
        return db.read(
                tx -> tx.query("SELECT image_id FROM queued_image WHERE owner = :owner ORDER BY queued_at, image_id")
                        .bind("owner", owner)
                        .mapTo(String.class)
                        .list());
    }

    public void queue(String image, Instant now) {
        db.run(tx -> tx.update("""
                        INSERT INTO queued_image (owner, image_id, queued_at) VALUES (:owner, :image, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("owner", owner)
                .bind("image", image)
                .bind("now", now)
                .execute());
    }

    public void unqueue(String image) {
        remove("queued_image", image);
    }

    private void remove(String table, String image) {
        db.run(tx -> tx.update("DELETE FROM " + table + " WHERE owner = :owner AND image_id = :image")
                .bind("owner", owner)
                .bind("image", image)
                .execute());
    }
}
