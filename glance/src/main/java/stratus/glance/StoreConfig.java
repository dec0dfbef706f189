package stratus.glance;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A store as its operator wants it.
 *
 * @param id its name
 * @param type {@code file} or {@code http}
 * @param path the folder of a file store; null for any other
 * @param description for clients; empty for none
 * @param weight where several stores have an image, the heaviest is asked first
 * @param readOnly whether images may only be read there; always so on the web
 */
public record StoreConfig(
        String id, String type, @Nullable Path path, String description, int weight, boolean readOnly) {
    public StoreConfig {
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9_.-]*") || id.startsWith("os_glance_")) {
            throw new IllegalArgumentException("A store cannot be called %s.".formatted(id));
        }
        if (!type.equals("file") && !type.equals("http")) {
            throw new IllegalArgumentException("Store %s is of type file or http, not %s.".formatted(id, type));
        }
    }

    public static StoreConfig file(String id, Path path) {
        return new StoreConfig(id, "file", path, "", 0, false);
    }

    public static StoreConfig http(String id) {
        return new StoreConfig(id, "http", null, "", 0, true);
    }
}
