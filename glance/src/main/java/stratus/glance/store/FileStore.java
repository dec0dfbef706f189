package stratus.glance.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** One file an image; those with {@code .part} at the end are on their way. No other process writes there. */
public final class FileStore implements Store {
    private static final String PART = ".part";

    /** Whatever else lies in the folder was put there by another. */
    private static final Pattern IMAGE = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Path folder;
    private final Set<Path> onTheirWay = ConcurrentHashMap.newKeySet();

    public FileStore(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder).toAbsolutePath().normalize();
    }

    public Path folder() {
        return folder;
    }

    /** Where an image's file is, or would be. */
    public Path path(String image) {
        var path = folder.resolve(image).normalize();
        if (!folder.equals(path.getParent())) {
            throw new IllegalArgumentException(image);
        }
        return path;
    }

    @Override
    public String url(String image) {
        return path(image).toUri().toString();
    }

    @Override
    public Upload upload(String image) throws IOException {
        var whole = path(image);
        var part = folder.resolve("%s.%s%s".formatted(image, UUID.randomUUID(), PART));
        onTheirWay.add(part);
        try {
            return new FileUpload(part, whole, writing(part));
        } catch (IOException | RuntimeException e) {
            onTheirWay.remove(part);
            throw e;
        }
    }

    private static FileChannel writing(Path part) throws IOException {
        return FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private final class FileUpload extends Upload {
        private final Path part;
        private final Path whole;
        private final FileChannel channel;

        FileUpload(Path part, Path whole, FileChannel channel) {
            this.part = part;
            this.whole = whole;
            this.channel = channel;
        }

        @Override
        public OutputStream out() {
            return new Filling(channel);
        }

        @Override
        public void finish() throws IOException {
            channel.force(true);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
            sync();
        }

        @Override
        public void close() throws IOException {
            try {
                channel.close();
                Files.deleteIfExists(part);
            } finally {
                onTheirWay.remove(part);
            }
        }
    }

    /** Tells a disk that is full from one that is broken. */
    private static final class Filling extends OutputStream {
        private final FileChannel channel;

        Filling(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                for (var left = ByteBuffer.wrap(bytes, from, length); left.hasRemaining(); ) {
                    channel.write(left);
                }
            } catch (IOException e) {
                var why = String.valueOf(e.getMessage());
                throw why.contains("No space left") || why.contains("quota exceeded") ? new StoreException.Full() : e;
            }
        }
    }

    /** Names outlive the power only once their folder is written. */
    private void sync() throws IOException {
        try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    @Override
    public InputStream open(String url, long offset) throws IOException {
        try {
            var channel = FileChannel.open(at(url), StandardOpenOption.READ);
            return Channels.newInputStream(channel.position(offset));
        } catch (NoSuchFileException e) {
            throw missing(url, e);
        }
    }

    @Override
    public long size(String url) throws IOException {
        try {
            return Files.size(at(url));
        } catch (NoSuchFileException e) {
            throw missing(url, e);
        }
    }

    /** A folder that is gone is a store that does not work: a disk that is not mounted has lost nothing. */
    private IOException missing(String url, NoSuchFileException e) {
        return Files.isDirectory(folder) ? new StoreException.Missing(url) : e;
    }

    @Override
    public void delete(String url) throws IOException {
        Files.deleteIfExists(at(url));
    }

    @Override
    public List<String> urls() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> f.getFileName().toString())
                    .filter(IMAGE.asMatchPredicate())
                    .map(this::url)
                    .toList();
        }
    }

    @Override
    public void tidy() throws IOException {
        List<Path> parts;
        try (var files = Files.list(folder)) {
            parts = files.filter(f -> f.toString().endsWith(PART)).toList();
        }
        for (var part : parts) {
            if (!onTheirWay.contains(part)) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Nothing outside of the folder, whatever the address says. */
    private Path at(String url) throws StoreException {
        if (url.startsWith("file:///")) {
            var path = Path.of(URI.create(url)).normalize();
            if (folder.equals(path.getParent())) {
                return path;
            }
        }
        throw new StoreException.Missing(url);
    }
}
