package stratus.keystone.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * A folder of numbered Fernet keys, laid out as upstream's: 0 is staged and will be the next primary, the highest is the
 * primary and seals, those between only open what they sealed while they were primary.
 */
public final class KeyRepository {
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
                write(0);
                write(1);
            }
            this.known = read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The staged key becomes the primary, a new one is staged, the oldest go. */
    public void rotate() {
        try {
            var keys = numbered();
            Files.move(folder.resolve("0"), folder.resolve(String.valueOf(keys.lastKey() + 1)));
            write(0);
            keys = numbered();
            while (keys.size() > maxActive) {
                Files.delete(keys.remove(keys.navigableKeySet().higher(0)));
            }
            known = read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        var at = Files.getLastModifiedTime(folder);
        var keys = numbered();
        var order = keys.navigableKeySet().stream()
                .sorted(Comparator.reverseOrder())
                .toList();
        var read = new java.util.ArrayList<Fernet.Key>();
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

    /** In one piece, and for our eyes only. */
    private void write(int number) throws IOException {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        var file = Files.createTempFile(
                folder,
                "new",
                ".key",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, Base64.getUrlEncoder().encodeToString(bytes));
        Files.move(file, folder.resolve(String.valueOf(number)), StandardCopyOption.ATOMIC_MOVE);
    }
}
