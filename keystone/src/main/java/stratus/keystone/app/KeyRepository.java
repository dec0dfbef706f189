package stratus.keystone.app;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * A folder of numbered Fernet keys, laid out as upstream's: 0 is staged and will be the next primary, the highest is the
 * primary and seals, those between only open what they sealed while they were primary.
 */
public final class KeyRepository {
    private static final System.Logger log = System.getLogger("stratus.keystone");

    private final SecureRandom random = new SecureRandom();
    private final Path folder;
    private final int maxActive;
    private volatile Known known;

    private record Known(FileTime at, List<Fernet.Key> newestFirst) {}

    /** Makes the first keys where there are none. */
    public KeyRepository(Path folder, int maxActive) {
        this.folder = folder;
        this.maxActive = Math.max(2, maxActive);
        try {
            Files.createDirectories(folder);
            if (numbered().isEmpty()) {
                Files.move(fresh(), folder.resolve("0"), ATOMIC_MOVE);
                Files.move(fresh(), folder.resolve("1"), ATOMIC_MOVE);
            }
            this.known = read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The staged key becomes the primary, a new one is staged, the oldest go. One process at a time. */
    public void rotate() {
        try (var lock = FileChannel.open(folder.resolveSibling(folder.getFileName() + ".lock"), CREATE, WRITE);
                var _ = lock.lock()) {
            var before = Files.getLastModifiedTime(folder);
            var next = fresh();
            var keys = numbered();
            if (keys.containsKey(0)) {
                Files.move(folder.resolve("0"), folder.resolve(String.valueOf(keys.lastKey() + 1)));
            }
            Files.move(next, folder.resolve("0"), ATOMIC_MOVE);
            keys = numbered();
            while (keys.size() > maxActive) {
                Files.delete(keys.remove(keys.navigableKeySet().higher(0)));
            }
            stamp(before);
            known = read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another time than any that was seen while keys moved: file systems do not tell apart what is quick. */
    private void stamp(FileTime before) throws IOException {
        var now = Files.getLastModifiedTime(folder);
        var latest = now.compareTo(before) < 0 ? before : now;
        Files.setLastModifiedTime(folder, FileTime.from(latest.toInstant().plusMillis(1)));
    }

    Fernet.Key primary() {
        return all().getFirst();
    }

    /** All keys, the primary first; read again when another process has rotated them. */
    List<Fernet.Key> all() {
        try {
            if (!Files.getLastModifiedTime(folder).equals(known.at())) {
                known = read();
            }
            return known.newestFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Known read() throws IOException {
        while (true) {
            try {
                return readOnce();
            } catch (NoSuchFileException e) {
                log.log(Level.DEBUG, "the keys moved while they were read");
            }
        }
    }

    private Known readOnce() throws IOException {
        var at = Files.getLastModifiedTime(folder);
        var keys = numbered();
        var order = keys.navigableKeySet().stream()
                .sorted(Comparator.reverseOrder())
                .toList();
        var read = new ArrayList<Fernet.Key>();
        for (int number : order) {
            var text = Files.readString(keys.get(number)).strip();
            read.add(new Fernet.Key(Base64.getUrlDecoder().decode(text)));
        }
        return new Known(at, List.copyOf(read));
    }

    private TreeMap<Integer, Path> numbered() throws IOException {
        var found = new TreeMap<Integer, Path>();
        try (var files = Files.list(folder)) {
            files.filter(f -> f.getFileName().toString().matches("\\d{1,9}"))
                    .forEach(f -> found.put(Integer.valueOf(f.getFileName().toString()), f));
        }
        return found;
    }

    /** A key that has no number yet, for our eyes only. */
    private Path fresh() throws IOException {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        var file = Files.createTempFile(
                folder,
                "new",
                ".key",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, Base64.getUrlEncoder().encodeToString(bytes));
        return file;
    }
}
