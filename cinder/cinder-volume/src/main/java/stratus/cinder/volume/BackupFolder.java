package stratus.cinder.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import stratus.oslo.base.Fault;

/** Backups as files of a folder; one is there under its name only when it is whole. */
final class BackupFolder {
    /** Keeps what was never written out of the file. */
    static final String FORMAT = "qcow2";

    private final Path folder;

    BackupFolder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that is there already is a success. */
    void make(String backup, Consumer<Path> filling) {
        var file = path(backup);
        if (Files.exists(file)) {
            return;
        }
        var part = part(backup);
        try {
            filling.accept(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(part);
        }
    }

    Path file(String backup) {
        var file = path(backup);
        if (!Files.exists(file)) {
            throw new Fault.NotFound("Backup", backup);
        }
        return file;
    }

    void remove(String backup) {
        delete(part(backup));
        delete(path(backup));
    }

    private Path path(String backup) {
        return folder.resolve("backup-" + backup);
    }

    private Path part(String backup) {
        return folder.resolve("backup-" + backup + ".part");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
