package stratus.nova.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.UUID;
import stratus.nova.compute.virt.GuestSpec;

/** Where a guest's local disks and its console's log are: gone with the guest. */
record GuestFolder(Path path) {

    Path console() {
        return path.resolve("console.log");
    }

    /** The disk that was made of an image; a guest that boots from a volume has none. */
    Path root() {
        return path.resolve("disk.vda");
    }

    /** The definition of a guest that is rescued, as it was before. */
    Path rescued() {
        return path.resolve("unrescue.xml");
    }

    Path disk(GuestSpec.Disk disk) {
        return disk instanceof GuestSpec.ConfigDrive
                ? path.resolve("config-2.iso")
                : path.resolve("disk." + disk.device());
    }

    /** What the guest was before a move. */
    Path before(UUID move) {
        return path.resolve("before-" + move);
    }

    /** QEMU runs as another user and has to pass. */
    void create() {
        try {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        delete(path);
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
