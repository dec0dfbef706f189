package stratus.oslo.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** Opens a service's database and brings its tables up to date from {@code db/<service>/V*.sql}. */
public final class Databases {
    private Databases() {}

    /** A file, or a schema of the server, that belongs to {@code service} alone. */
    public static Db open(DbConfig config, String service) {
        return config.url() == null ? sqlite(config, service) : postgres(config, service, config.url());
    }

    /** {@code source} is a schema of a PostgreSQL server. */
    public static Db postgres(DataSource source, String service) {
        Migrations.run(source, service);
        return new PostgresDb(source);
    }

    private static Db sqlite(DbConfig config, String service) {
        try {
            Files.createDirectories(config.folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var file = config.folder().resolve(service + ".db");
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        Migrations.bring(source, service);
        return SqliteDb.open(file);
    }

    private static Db postgres(DbConfig config, String service, String url) {
        var pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setUsername(config.user());
        pool.setPassword(config.password() == null ? null : config.password().value());
        pool.setSchema(service);
        pool.setMaximumPoolSize(10);
        pool.setConnectionInitSql("CREATE SCHEMA IF NOT EXISTS " + service);
        return postgres(new HikariDataSource(pool), service);
    }
}
