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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One file for the bits of an image, named after it; those with {@code .part} at the end are on their way. */
public final class FileStore implements Store {
    private static final String PART = ".part";

    /** Whatever else lies in the folder was put there by another. */
    private static final Pattern IMAGE =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(\\.[0-9a-f]{32})?");

    private final Path folder;

    public FileStore(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder).toAbsolutePath().normalize();
    }

    public Path folder() {
        return folder;
    }

    /** The file of what is at an address. */
    public Path path(String url) throws StoreException {
        return at(url);
    }

    /** Where bits are that are always at the same place. */
    public String url(String image) {
        var path = folder.resolve(image).normalize();
        if (!folder.equals(path.getParent())) {
            throw new IllegalArgumentException(image);
        }
        return path.toUri().toString();
    }

    @Override
    public String place(String image) {
        return url(image + "." + UUID.randomUUID().toString().replace("-", ""));
    }

    @Override
    public String moved(String url) {
        try {
            return at(url).toUri().toString();
        } catch (StoreException other) {
            return url;
        }
    }

    @Override
    public Upload upload(String url) throws IOException {
        var whole = at(url);
        var part = part(whole);
        return new FileUpload(part, whole, writing(part));
    }

    private static Path part(Path whole) {
        return whole.resolveSibling(whole.getFileName() + PART);
    }

    private static FileChannel writing(Path part) throws IOException {
        return FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private final class FileUpload extends Upload {
        private final Path part;
        private final Path whole;
        private final FileChannel channel;
        private final Flushing flushing;

        FileUpload(Path part, Path whole, FileChannel channel) {
            this.part = part;
            this.whole = whole;
            this.channel = channel;
            this.flushing = new Flushing(channel);
        }

        @Override
        public OutputStream out() {
            return new Filling(channel, flushing);
        }

        @Override
        public void finish() throws IOException {
            flushing.await();
            channel.force(true);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
            sync();
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(part);
        }
    }

    /** Tells a disk that is full from one that is broken. */
    private static final class Filling extends OutputStream {
        private final FileChannel channel;
        private final Flushing flushing;

        Filling(FileChannel channel, Flushing flushing) {
            this.channel = channel;
            this.flushing = flushing;
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
                flushing.written(length);
            } catch (IOException e) {
                var why = String.valueOf(e.getMessage());
                throw why.contains("No space left") || why.contains("quota exceeded") ? new StoreException.Full() : e;
            }
        }
    }

    /** Names outlive the power only once their folder is written. */
    @Override
    public void sync() throws IOException {
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

    /** The part first: what is finished meanwhile is found then. */
    @Override
    public void delete(String url) throws IOException {
        var whole = at(url);
        boolean found = Files.deleteIfExists(part(whole)) | Files.deleteIfExists(whole);
        if (!found && !Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
    }

    /** Removes all other images' files; returns the names of those that are whole and stay. */
    public Set<String> retain(Predicate<String> whole, Predicate<String> onItsWay) throws IOException {
        List<String> names;
        try (var files = Files.list(folder)) {
            names = files.map(f -> f.getFileName().toString()).toList();
        }
        var kept = new HashSet<String>();
        for (var name : names) {
            var image = image(name);
            boolean part = name.endsWith(PART);
            if (image != null && !(part ? onItsWay : whole).test(image)) {
                Files.deleteIfExists(folder.resolve(name));
            } else if (image != null && !part) {
                kept.add(name);
            }
        }
        return kept;
    }

    private static @Nullable String image(String name) {
        var start = name.endsWith(PART) ? name.replaceFirst("\\..*", "") : name;
        return IMAGE.matcher(start).matches() ? start : null;
    }

    /** Always in the folder: it may have been elsewhere when the address was noted. */
    private Path at(String url) throws StoreException {
        if (url.startsWith("file:///")) {
            var name = String.valueOf(Path.of(URI.create(url)).getFileName());
            if (IMAGE.matcher(name).matches()) {
                return folder.resolve(name);
            }
        }
        throw new StoreException.Missing(url);
    }
}
