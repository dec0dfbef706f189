package stratus.testing.service;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import stratus.oslo.db.Databases;
import stratus.oslo.db.Db;
import stratus.oslo.db.DbConfig;
import stratus.testing.postgres.Postgres;

/**
 * Fresh databases of a service, of both kinds: every query runs on each.
 *
 * <p>Store tests are parameterised: {@code @ParameterizedTest @MethodSource("databases")}.
 */
public final class BothDatabases {
    private BothDatabases() {}

    public static List<Db> of(String service) {
        return List.of(sqlite(service), postgres(service));
    }

    /** In a folder that goes with the JVM. */
    public static Db sqlite(String service) {
        return Databases.open(DbConfig.sqlite(folder(service)), service);
    }

    /** An empty folder that goes with the JVM, for what a service keeps beside its database. */
    public static Path folder(String name) {
        try {
            var folder = Files.createTempDirectory("stratus-" + name);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Db postgres(String service) {
        return Databases.postgres(Postgres.freshSchema(), service);
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return; // the test did
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
