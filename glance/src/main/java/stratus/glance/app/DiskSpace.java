package stratus.glance.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much of a disk images may still take: a twentieth of it, but no more than a GiB, is left to everybody else. */
@FunctionalInterface
public interface DiskSpace {
    /** Bytes that may be written to the disk of a folder. */
    long spare(Path folder) throws IOException;

    static DiskSpace usual() {
        return folder -> {
            var disk = Files.getFileStore(folder);
            return disk.getUsableSpace() - Math.min(disk.getTotalSpace() / 20, 1L << 30);
        };
    }
}
