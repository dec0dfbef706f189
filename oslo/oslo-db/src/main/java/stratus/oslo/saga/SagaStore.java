package stratus.oslo.saga;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Db;
import stratus.oslo.db.Leases;
import stratus.oslo.db.Tx;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** SQL over {@code saga}: who runs what, how far it is, and until when it is theirs. */
final class SagaStore {
    private static final String COLUMNS = "id, name, resource_id, state, next_step, failure, deadline";

    private final Db db;
    private final Duration lease;
    private final Leases leases;
    private final JsonMapper json;

    SagaStore(Db db, InstantSource clock, String owner, Duration lease, SealedSecrets secrets) {
        this.db = db.rows(Row.class);
        this.lease = lease;
        this.leases = new Leases(db, clock, "saga", new Leases.Owner(owner, lease));
        this.json = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(secrets.module())
                .build();
    }

    public record Row(
            String id,
            String name,
            String resourceId,
            String state,
            int nextStep,
            @Nullable String failure,
            @Nullable Instant deadline) {}

    private record Failure(
            String kind, String message, @Nullable String code) {}

    Row create(Tx tx, String name, String resource, Record state, Instant now, @Nullable Instant deadline) {
        var row = new Row(
                UUID.randomUUID().toString(), name, resource, json.writeValueAsString(state), 0, null, deadline);
        tx.update("""
                INSERT INTO saga
                    (id, name, resource_id, state, next_step, failure, owner, lease_until, created_at, deadline)
                VALUES (:id, :name, :resourceId, :state, 0, NULL, :owner, :until, :now, :deadline)
                """)
                .bindMethods(row)
                .bind("owner", leases.owner())
                .bind("until", now.plus(lease))
                .bind("now", now)
                .execute();
        return row;
    }

    /** Takes those whose lease ran out, and with {@code mine} those that an earlier life of this process had. */
    List<Row> takeOver(boolean mine) {
        return leases.takeOver(Row.class, COLUMNS, mine);
    }

    void renew(List<String> running) {
        leases.renew(running);
    }

    /** Gives the row up until {@code at}, when whoever sweeps first takes it. */
    void postpone(String id, Instant at) {
        leases.postpone(id, at);
    }

    void save(String id, int next, Record state, @Nullable RuntimeException failure) {
        var text = json.writeValueAsString(state);
        var why = failure == null ? null : json.writeValueAsString(failure(failure));
        var until = leases.until();
        int saved = db.write(tx -> tx.update("""
                        UPDATE saga SET state = :state, next_step = :next, failure = :failure, lease_until = :until
                        WHERE id = :id AND owner = :owner
                        """)
                .bind("id", id)
                .bind("owner", leases.owner())
                .bind("state", text)
                .bind("next", next)
                .bind("failure", why)
                .bind("until", until)
                .execute());
        if (saved != 1) {
            throw new SagaRunner.LostLease(id);
        }
    }

    void remove(String id) {
        db.run(tx -> leases.remove(tx, id));
    }

    boolean exists(String name, String resource) {
        return db.read(tx -> tx.query("SELECT count(*) FROM saga WHERE name = :name AND resource_id = :resource")
                        .bind("name", name)
                        .bind("resource", resource)
                        .mapTo(Long.class)
                        .one()
                > 0);
    }

    <S extends Record> S state(Row row, Class<S> type) {
        return json.readValue(row.state(), type);
    }

    @Nullable RuntimeException failure(Row row) {
        if (row.failure() == null) {
            return null;
        }
        var why = json.readValue(row.failure(), Failure.class);
        if (why.kind().equals(IllegalStateException.class.getSimpleName())) {
            return new IllegalStateException(why.message()); // the same words, however often it is taken up
        }
        return Fault.of(why.kind(), why.message(), why.code());
    }

    private static Failure failure(RuntimeException e) {
        var code = e instanceof Fault fault ? fault.code() : null;
        return new Failure(e.getClass().getSimpleName(), String.valueOf(e.getMessage()), code);
    }
}
