package stratus.glance.registry;

import stratus.oslo.db.Db;

/** SQL over {@code image}: how much a project has. */
public final class UsageStore {
    private static final String ON_ITS_WAY = "status IN ('saving', 'uploading', 'importing')";
    private static final String BEING_COPIED = """
            EXISTS (SELECT 1 FROM image_label l WHERE l.image_id = id AND l.kind = 'property'
                AND l.name = 'os_glance_importing_to_stores' AND l.value <> '')""";

    private final Db db;

    public UsageStore(Db db) {
        this.db = db;
    }

    /** Bytes in stores; an image in two stores counts twice. */
    public long stored(String project) {
        return number("""
                SELECT COALESCE(SUM(size * (SELECT COUNT(*) FROM image_label l
                    WHERE l.image_id = id AND l.kind = 'location')), 0) FROM image WHERE owner = :project AND size > 0
                """, project);
    }

    /** Bytes that wait for an import, or are copied. */
    public long staged(String project) {
        return number("""
                SELECT COALESCE(SUM(size), 0) FROM image WHERE owner = :project AND size > 0
                    AND (status IN ('uploading', 'importing') OR %s)
                """.formatted(BEING_COPIED), project);
    }

    public long images(String project) {
        return number("SELECT COUNT(*) FROM image WHERE owner = :project", project);
    }

    /** Images whose bits are on their way. */
    public long uploading(String project) {
        return number(
                "SELECT COUNT(*) FROM image WHERE owner = :project AND (%s OR %s)".formatted(ON_ITS_WAY, BEING_COPIED),
                project);
    }

    private long number(String sql, String project) {
        return db.read(
                tx -> tx.query(sql).bind("project", project).mapTo(Long.class).one());
    }
}
