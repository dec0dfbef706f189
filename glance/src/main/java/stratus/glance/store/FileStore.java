package stratus.glance.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/** One file an image; those with {@code .part} at the end are on their way. */
public final class FileStore implements Store {
    private final Path folder;

    public FileStore(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Upload upload(String image) throws IOException {
        var part = folder.resolve(image + ".part");
        var channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        return new Upload() {
            @Override
            public OutputStream out() {
                return Channels.newOutputStream(channel);
            }

            @Override
            public void finish() throws IOException {
                channel.force(true);
                Files.move(part, folder.resolve(image), StandardCopyOption.ATOMIC_MOVE);
            }

            @Override
            public void close() throws IOException {
                channel.close();
                Files.deleteIfExists(part);
            }
        };
    }

    @Override
    public InputStream open(String image, long offset) throws IOException {
        var channel = FileChannel.open(folder.resolve(image), StandardOpenOption.READ);
        return Channels.newInputStream(channel.position(offset));
    }

    @Override
    public void delete(String image) throws IOException {
        Files.deleteIfExists(folder.resolve(image));
    }

    @Override
    public void sweep(Set<String> known) throws IOException {
        List<Path> all;
        try (var files = Files.list(folder)) {
            all = files.filter(Files::isRegularFile).toList();
        }
        for (var file : all) {
            if (!known.contains(file.getFileName().toString())) {
                Files.deleteIfExists(file);
            }
        }
    }
}
