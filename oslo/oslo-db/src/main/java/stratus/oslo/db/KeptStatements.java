package stratus.oslo.db;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.jdbi.v3.core.statement.StatementContext;

/** A connection's prepared statements, kept for the next time the same text is asked for; used by one thread at a time. */
final class KeptStatements implements StatementBuilder {
    private static final int MOST = 200;

    private final DefaultStatementBuilder plain = new DefaultStatementBuilder();
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>(16, 0.75f, true);

    /** One for each connection, as long as the connection is there. */
    static StatementBuilderFactory factory() {
        var known = new WeakHashMap<Connection, KeptStatements>();
        return connection -> {
            synchronized (known) {
                return known.computeIfAbsent(connection, _ -> new KeptStatements());
            }
        };
    }

    @Override
    public Statement create(Connection connection, StatementContext context) throws SQLException {
        return plain.create(connection, context);
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        var kept = idle.remove(sql);
        return kept == null ? plain.create(connection, sql, context) : kept;
    }

    @Override
    public CallableStatement createCall(Connection connection, String sql, StatementContext context)
            throws SQLException {
        return plain.createCall(connection, sql, context);
    }

    /** Its results are closed by now, so that it holds neither locks nor a snapshot. */
    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        if (!(statement instanceof PreparedStatement prepared) || connection.isClosed()) {
            statement.close();
            return;
        }
        prepared.clearParameters();
        prepared.clearBatch();
        var other = idle.put(sql, prepared); // the same text was asked for twice at once
        if (other != null) {
            other.close();
        }
        if (idle.size() > MOST) {
            var eldest = idle.entrySet().iterator().next();
            idle.remove(eldest.getKey());
            eldest.getValue().close();
        }
    }
}
