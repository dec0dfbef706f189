package stratus.oslo.db;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/** A connection's prepared statements, kept for the next time the same text is asked for; used by one thread at a time. */
final class KeptStatements implements StatementBuilder {
    private static final int MOST = 200;

    private final DefaultStatementBuilder plain = new DefaultStatementBuilder();
    private final LinkedHashMap<String, PreparedStatement> idle = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Statement, String> lent = new IdentityHashMap<>();

    @Override
    public Statement create(Connection connection, StatementContext context) throws SQLException {
        return plain.create(connection, context);
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        var kept = idle.remove(sql);
        var statement = kept == null ? plain.create(connection, sql, context) : kept;
        lent.put(statement, sql);
        return statement;
    }

    @Override
    public CallableStatement createCall(Connection connection, String sql, StatementContext context)
            throws SQLException {
        return plain.createCall(connection, sql, context);
    }

    /**
     * Its results are closed by now, so that it holds neither locks nor a snapshot.
     *
     * @param before the text as it was before its parameters were found: not that which was prepared
     */
    @Override
    public void close(Connection connection, String before, Statement statement) throws SQLException {
        var sql = lent.remove(statement);
        if (sql == null || !(statement instanceof PreparedStatement prepared) || prepared.isClosed()) {
            statement.close();
            return;
        }
        prepared.clearParameters();
        prepared.clearBatch();
        keep(sql, prepared);
    }

    private void keep(String sql, PreparedStatement statement) throws SQLException {
        var other = idle.put(sql, statement); // the same text was asked for twice at once
        if (other != null) {
            other.close();
        }
        if (idle.size() > MOST) {
            idle.pollFirstEntry().getValue().close();
        }
    }
}
