package stratus.oslo.db;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/**
 * A transaction under way. Use cases pass it from store to store, so that what belongs together is committed together;
 * only stores look inside.
 */
public record Tx(Handle handle) {
    public Query query(String sql) {
        return handle.createQuery(sql);
    }

    public Update update(String sql) {
        return handle.createUpdate(sql);
    }

    public PreparedBatch batch(String sql) {
        return handle.prepareBatch(sql);
    }
}
