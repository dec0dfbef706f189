package stratus.oslo.db;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Secret;

/**
 * Where a deployment keeps its data.
 *
 * @param url {@code jdbc:postgresql://…} for a server that many processes share; null for SQLite files
 * @param folder where the SQLite files are, one a service
 */
public record DbConfig(
        @Nullable String url,
        @Nullable String user,
        @Nullable Secret password,
        Path folder) {
    public static DbConfig sqlite(Path folder) {
        return new DbConfig(null, null, null, folder);
    }
}
