package stratus.glance.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that takes another's place once it is whole and on the disk; closed before, it is gone. */
final class Replacement implements AutoCloseable {
    private final Path file;
    private final Path made;

    Replacement(Path file) {
        this.file = file;
        this.made = file.resolveSibling(file.getFileName() + ".part");
    }

    /** Where to write it. */
    Path path() {
        return made;
    }

    void finish() throws IOException {
        try (var channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(made);
    }
}
