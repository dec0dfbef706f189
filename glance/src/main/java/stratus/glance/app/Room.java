package stratus.glance.app;

import java.io.IOException;
import java.nio.file.Path;
import stratus.glance.store.StoreException;
import stratus.oslo.base.Fault;

/** What may be made of a staged image: so many bytes, as long as the disk has space. Nobody knows before how many it takes. */
final class Room {
    private static final long STEP = 32 << 20;

    private final Path folder;
    private final DiskSpace disk;
    private long left;
    private long unchecked;

    /** @param most bytes */
    Room(Path folder, DiskSpace disk, long most) {
        this.folder = folder;
        this.disk = disk;
        this.left = most;
    }

    /**
     * Before bytes are written.
     *
     * @throws Fault.TooLarge if they are more than there may be
     * @throws StoreException.Full if the disk has no space for them
     */
    void take(long bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw SizeCap.exceeded();
        }
        unchecked -= bytes;
        if (unchecked < 0) {
            unchecked = STEP;
            if (disk.spare(folder) < Math.max(bytes, STEP)) {
                throw new StoreException.Full();
            }
        }
    }
}
