package stratus.testing.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** One server for all tests of a JVM, started by the first that asks; each asks for a schema of its own. */
public final class Postgres {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private Postgres() {}

    /** An empty schema that nobody else uses. */
    public static DataSource freshSchema() {
        var schema = "t" + SCHEMAS.incrementAndGet();
        var source = (PGSimpleDataSource) Server.ONE.getPostgresDatabase();
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        source.setCurrentSchema(schema);
        return source;
    }

    /** Started when first used, stopped with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres ONE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
