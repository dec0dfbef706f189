package stratus.glance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A folder that one process at a time has, and its name among all that share a database: who has the folder next is the
 * same again, and knows that its earlier life is over.
 */
final class OwnFolder implements AutoCloseable {
    private final FileChannel file;
    private final String name;

    private OwnFolder(FileChannel file, String name) {
        this.file = file;
        this.name = name;
    }

    /** Refuses a folder that another process has. */
    static OwnFolder take(Path folder) throws IOException {
        Files.createDirectories(folder);
        var file = FileChannel.open(
                folder.resolve("owner"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() == null) {
                throw taken(folder);
            }
            return new OwnFolder(file, name(file));
        } catch (OverlappingFileLockException e) {
            file.close();
            throw taken(folder);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static IllegalStateException taken(Path folder) {
        return new IllegalStateException("Another process uses %s.".formatted(folder));
    }

    private static String name(FileChannel file) throws IOException {
        var text = ByteBuffer.allocate(36);
        if (file.read(text, 0) < text.capacity()) {
            text = ByteBuffer.wrap(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
            file.write(text, 0);
            file.force(true);
        }
        return new String(text.array(), StandardCharsets.US_ASCII);
    }

    String name() {
        return name;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
