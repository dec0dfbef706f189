package stratus.oslo.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;

/**
 * Connections to one file that are kept open: to open one costs more than most statements, since SQLite reads the schema.
 *
 * <p>There are never more than threads that use them at once. One that something went wrong on is not used again.
 */
final class SqliteConnections implements ConnectionFactory, StatementBuilderFactory, AutoCloseable {
    private final Map<Connection, StatementBuilder> statements = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final Set<Connection> distrusted = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final DataSource source;

    SqliteConnections(DataSource source) {
        this.source = source;
    }

    /** The one used last, since its statements are the warmest. */
    @Override
    public Connection openConnection() throws SQLException {
        var kept = idle.pollFirst();
        return kept == null ? source.getConnection() : kept;
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        boolean trusted = !distrusted.remove(connection);
        if (!trusted || closed.get() || !connection.getAutoCommit()) {
            end(connection);
            return;
        }
        idle.addFirst(connection);
        if (closed.get()) {
            close();
        }
    }

    private void end(Connection connection) throws SQLException {
        statements.remove(connection);
        connection.close();
    }

    @Override
    public StatementBuilder createStatementBuilder(Connection connection) {
        return statements.computeIfAbsent(connection, _ -> new KeptStatements());
    }

    /** Once the connection is given back, nobody gets it again. */
    void distrust(Connection connection) {
        distrusted.add(connection);
    }

    @Override
    public void close() {
        closed.set(true);
        for (var kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            try {
                end(kept);
            } catch (SQLException e) {
                System.getLogger("stratus.db").log(System.Logger.Level.WARNING, "a connection did not close", e);
            }
        }
    }
}
