package stratus.glance.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a file store has of an image. */
final class StoredFiles {
    private StoredFiles() {}

    static List<Path> of(Path store, String image) {
        try (var files = Files.list(store)) {
            return files.filter(file -> file.getFileName().toString().startsWith(image + "."))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path one(Path store, String image) {
        return of(store, image).getFirst();
    }
}
