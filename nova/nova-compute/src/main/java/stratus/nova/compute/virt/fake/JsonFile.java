package stratus.nova.compute.virt.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** One record in one file; a reader sees the old content or the new, never a part of it. */
final class JsonFile<T> {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path path;
    private final Class<T> type;

    JsonFile(Path path, Class<T> type) {
        this.path = path;
        this.type = type;
    }

    Optional<T> read() {
        try {
            return Files.exists(path) ? Optional.of(JSON.readValue(Files.readAllBytes(path), type)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(T value) {
        try {
            var half = path.resolveSibling(path.getFileName() + ".part");
            Files.write(half, JSON.writeValueAsBytes(value));
            Files.move(half, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
