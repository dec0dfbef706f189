package stratus.nova.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.BuildStep;
import stratus.nova.rpc.ConductorRpc.Mark;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code build_step}: how far each attempt of a build got. */
public final class StepStore {
    private static final String SELECT =
            "SELECT attempt, step, edge, at, facts FROM build_step WHERE server_id = :server ";

    private final Db db;

    public StepStore(Db db) {
        this.db = db.rows(BuildStep.class).json(new GenericType<Map<String, String>>() {});
    }

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

    public List<BuildStep> of(ServerId server) {
        return db.read(tx -> tx.query(SELECT + "ORDER BY attempt, step, edge")
                .bind("server", server)
                .mapTo(BuildStep.class)
                .list());
    }

    public boolean ended(Tx tx, ServerId server, int attempt, int step) {
        return tx.query(SELECT + "AND attempt = :attempt AND step = :step AND edge = 'END'")
                .bind("server", server)
                .bind("attempt", attempt)
                .bind("step", step)
                .mapTo(BuildStep.class)
                .findOne()
                .isPresent();
    }

    /** What an attempt last began; a step that began after others is the later one. */
    public Optional<BuildStep> latest(ServerId server, int attempt) {
        return db.read(tx -> tx.query(SELECT + "AND attempt = :attempt AND edge = 'BEGIN' ORDER BY step DESC LIMIT 1")
                .bind("server", server)
                .bind("attempt", attempt)
                .mapTo(BuildStep.class)
                .findOne());
    }

    /** A fact of the latest step that has it. */
    public @Nullable String fact(ServerId server, String name) {
        return of(server).reversed().stream()
                .map(step -> step.facts().get(name))
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
    }

    /** The hosts that were chosen, of all attempts. */
    public Set<String> hosts(ServerId server) {
        return of(server).stream()
                .filter(step -> step.step() == 12)
                .flatMap(step -> Optional.ofNullable(step.facts().get("host")).stream())
                .collect(Collectors.toSet());
    }
}
