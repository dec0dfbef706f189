package stratus.oslo.saga;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** SQL over {@code saga}: who runs what, how far it is, and until when it is theirs. */
final class SagaStore {
    private static final String COLUMNS = "id, name, resource_id, state, next_step, failure, deadline";

    private final Db db;
    private final InstantSource clock;
    private final String owner;
    private final Duration lease;
    private final JsonMapper json;

    SagaStore(Db db, InstantSource clock, String owner, Duration lease, SealedSecrets secrets) {
        this.db = db.rows(Row.class);
        this.clock = clock;
        this.owner = owner;
        this.lease = lease;
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
                .bind("owner", owner)
                .bind("until", now.plus(lease))
                .bind("now", now)
                .execute();
        return row;
    }

    /** Takes those whose lease ran out, and with {@code mine} those that an earlier life of this process had. */
    List<Row> takeOver(boolean mine) {
        var now = clock.instant();
        return db.write(tx -> tx.query("""
                        UPDATE saga SET owner = :owner, lease_until = :until
                        WHERE lease_until < :now OR (:mine AND owner = :owner) RETURNING %s
                        """.formatted(COLUMNS))
                .bind("owner", owner)
                .bind("until", now.plus(lease))
                .bind("now", now)
                .bind("mine", mine)
                .mapTo(Row.class)
                .list());
    }

    void renew(List<String> running) {
        if (running.isEmpty()) {
            return;
        }
        var until = clock.instant().plus(lease);
        db.run(tx -> tx.update("UPDATE saga SET lease_until = :until WHERE owner = :owner AND id IN (<ids>)")
                .bindList("ids", running)
                .bind("owner", owner)
                .bind("until", until)
                .execute());
    }

    /** Gives the row up until {@code at}, when whoever sweeps first takes it. */
    void postpone(String id, Instant at) {
        db.run(tx -> tx.update("UPDATE saga SET lease_until = :at, owner = NULL WHERE id = :id AND owner = :owner")
                .bind("id", id)
                .bind("owner", owner)
                .bind("at", at)
                .execute());
    }

    void save(String id, int next, Record state, @Nullable RuntimeException failure) {
        var text = json.writeValueAsString(state);
        var why = failure == null ? null : json.writeValueAsString(failure(failure));
        var until = clock.instant().plus(lease);
        int saved = db.write(tx -> tx.update("""
                        UPDATE saga SET state = :state, next_step = :next, failure = :failure, lease_until = :until
                        WHERE id = :id AND owner = :owner
                        """)
                .bind("id", id)
                .bind("owner", owner)
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
        db.run(tx -> tx.update("DELETE FROM saga WHERE id = :id AND owner = :owner")
                .bind("id", id)
                .bind("owner", owner)
                .execute());
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
        return Fault.of(why.kind(), why.message(), why.code());
    }

    private static Failure failure(RuntimeException e) {
        var code = e instanceof Fault fault ? fault.code() : null;
        return new Failure(e.getClass().getSimpleName(), String.valueOf(e.getMessage()), code);
    }
}
