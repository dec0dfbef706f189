package stratus.oslo.db;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteDataSource;

/** A service's tables, brought up to date from {@code db/common} and {@code db/<service>}. */
final class Migrations {
    private Migrations() {}

    static void run(DataSource source, String service) {
        Flyway.configure(Databases.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/common", "classpath:db/" + service)
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }

    /**
     * The same for a file, which remembers in its {@code user_version} which migrations it has seen: asking Flyway, for
     * each database, whether there is something to do is a good part of a start.
     */
    static void bring(SQLiteDataSource source, String service) {
        int wanted = fingerprint(service);
        if (seen(source) == wanted) {
            return;
        }
        run(source, service);
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = " + wanted);
        } catch (SQLException e) {
            throw new IllegalStateException("the database of " + service + " cannot be written", e);
        }
    }

    private static int seen(SQLiteDataSource source) {
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA user_version")) {
            return row.next() ? row.getInt(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be opened: " + source.getUrl(), e);
        }
    }

    /** Of all names and contents; an archive knows its files' checksums already. */
    private static int fingerprint(String service) {
        var files = new TreeMap<>(files("db/common"));
        files.putAll(files("db/" + service));
        var sum = new CRC32();
        sum.update(files.toString().getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }

    /** None at all is no fingerprint: tomorrow's migrations would go unseen. */
    private static Map<String, Long> files(String folder) {
        var files = new TreeMap<String, Long>();
        try {
            for (var found : Collections.list(Databases.class.getClassLoader().getResources(folder))) {
                files.putAll(
                        found.openConnection() instanceof JarURLConnection jar
                                ? packed(jar.getJarFile(), folder + "/")
                                : loose(Path.of(found.toURI())));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the migrations in " + folder + " cannot be read", e);
        }
        if (files.isEmpty()) {
            throw new IllegalStateException("there are no migrations in " + folder);
        }
        return files;
    }

    private static Map<String, Long> packed(JarFile jar, String folder) {
        return jar.stream()
                .filter(f -> f.getName().startsWith(folder) && !f.isDirectory())
                .collect(Collectors.toMap(JarEntry::getName, JarEntry::getCrc));
    }

    private static Map<String, Long> loose(Path folder) throws IOException {
        var files = new TreeMap<String, Long>();
        try (var listing = Files.newDirectoryStream(folder)) {
            for (var file : listing) {
                var sum = new CRC32();
                sum.update(Files.readAllBytes(file));
                files.put("db/" + folder.getFileName() + "/" + file.getFileName(), sum.getValue());
            }
        }
        return files;
    }
}
