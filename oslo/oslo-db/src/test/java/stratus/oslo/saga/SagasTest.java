package stratus.oslo.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.oslo.db.Databases;
import stratus.oslo.db.Db;
import stratus.oslo.db.DbConfig;

class SagasTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path folder;

    record State(String name) {}

    @AutoClose
    private Db db;

    @AutoClose
    private Sagas sagas;

    @BeforeEach
    void open() {
        db = Databases.open(DbConfig.sqlite(folder), "common");
        sagas = new Sagas(db, InstantSource.fixed(NOW), Sagas.Config.of("test"), SealedSecrets.inMemory());
    }

    @Test
    void noStepBeginsAfterTheDeadlineAndTheReasonIsSaid() throws Exception {
        var reason = new CompletableFuture<String>();
        var saga = Saga.<State>named("example")
                .step("pack", state -> state, _ -> {})
                .whenUndone((_, failure) -> reason.complete(failure.getMessage()));
        sagas.register(saga, State.class);
        var begun = db.write(tx -> sagas.begin(tx, "example", "thing", new State("x"), NOW, NOW.minusSeconds(60)));

        sagas.launch(begun);

        assertThat(reason.get(2, TimeUnit.MINUTES))
                .isEqualTo("The time for all steps was over, at 2026-01-02T03:03:05Z, before pack began.");
    }
}
