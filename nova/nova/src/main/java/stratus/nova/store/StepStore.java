package stratus.nova.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.generic.GenericType;
import stratus.nova.rpc.ConductorRpc.Edge;
import stratus.nova.rpc.ConductorRpc.Mark;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code build_step}: how far each attempt of a build got. */
public final class StepStore {
    private final Db db;

    public StepStore(Db db) {
        this.db = db.rows(Row.class).json(new GenericType<Map<String, String>>() {});
    }

    public record Row(int attempt, int step, Edge edge, Instant at, Map<String, String> facts) {}

    /** A repeat of a step keeps the first time and the latest facts. */
    public void save(Tx tx, ServerId server, int attempt, List<Mark> marks, Instant now) {
        var batch = tx.batch("""
                INSERT INTO build_step (server_id, attempt, step, edge, at, facts)
                VALUES (:server, :attempt, :step, :edge, :now, :facts)
                ON CONFLICT (server_id, attempt, step, edge) DO UPDATE SET facts = excluded.facts
                """);
        for (var mark : marks) {
            batch.bind("server", server)
                    .bind("attempt", attempt)
                    .bind("step", mark.step())
                    .bind("edge", mark.edge())
                    .bind("now", now)
                    .bindByType("facts", mark.facts(), new GenericType<Map<String, String>>() {})
                    .add();
        }
        batch.execute();
    }

    public List<Row> of(ServerId server) {
        return db.read(
                tx -> tx.query("""
                        SELECT attempt, step, edge, at, facts FROM build_step WHERE server_id = :server
                        ORDER BY attempt, step, edge
                        """).bind("server", server).mapTo(Row.class).list());
    }
}
