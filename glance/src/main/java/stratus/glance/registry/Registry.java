package stratus.glance.registry;

import java.time.InstantSource;
import stratus.glance.domain.ImageLimits;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;

/** The metadata service on a database, put together. */
public final class Registry {
    private final Images images;
    private final Members members;
    private final Metadefs metadefs;

    /** @param places where bits that an image gives up are noted in the same commit */
    public Registry(Db db, PendingStore places, ImageLimits limits, InstantSource clock) {
        images = new SqlImages(db, new ImageStore(db), places, new ChangeLog(db, clock), clock);
        members = new SqlMembers(new MemberStore(db), clock, limits);
        metadefs = new SqlMetadefs(db, new MetadefStore(db), clock);
    }

    public Images images() {
        return images;
    }

    public Members members() {
        return members;
    }

    public Metadefs metadefs() {
        return metadefs;
    }
}
