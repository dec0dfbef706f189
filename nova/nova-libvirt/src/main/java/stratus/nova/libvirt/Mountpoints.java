package stratus.nova.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The empty directories that a private libvirtd had to make on the host; given back when it goes. */
final class Mountpoints {
    private Mountpoints() {}

    static void remember(Path folder, List<String> made) {
        if (made.isEmpty()) {
            return;
        }
        try {
            Files.write(file(folder), made, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void giveBack(Path folder) {
        try {
            if (!Files.exists(file(folder))) {
                return;
            }
            for (var line : Files.readAllLines(file(folder))) {
                remove(Path.of(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removing a directory would take another private libvirtd's mount away. */
    private static void remove(Path directory) throws IOException {
        if (isMountedSomewhere(directory)) {
            return;
        }
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException inUse) {
            return;
        }
    }

    private static boolean isMountedSomewhere(Path directory) throws IOException {
        try (var processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .anyMatch(process -> mounts(process).contains(" " + directory + " "));
        }
    }

    private static String mounts(Path process) {
        try {
            return Files.readString(process.resolve("mountinfo"), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }

    private static Path file(Path folder) {
        return folder.resolve("mountpoints");
    }
}
