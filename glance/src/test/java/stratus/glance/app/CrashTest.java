package stratus.glance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.Thread.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImportOrder;
import stratus.glance.store.FileStore;
import stratus.glance.store.Store;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Db;
import stratus.testing.service.BothDatabases;

/**
 * Wherever a process ends, what comes after it finds no active image without its bits and no bits without their image:
 * it is ended at each of its effects, one after the other, and each time another life begins.
 */
class CrashTest {
    private static final byte[] BITS = new byte[600_000];
    private static final ImportOrder TO_BOTH =
            new ImportOrder(new ImportOrder.Staged(), List.of("one", "other"), false, true, request("glance-direct"));
    private static final ImportOrder TO_SOME =
            new ImportOrder(new ImportOrder.Staged(), List.of("one", "other"), false, false, request("glance-direct"));
    private static final ImportOrder COPY =
            new ImportOrder(new ImportOrder.OwnStore(), List.of("other"), false, true, request("copy-image"));

    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    /** With how many effects there are from one end to the next: the slower database sees some of them. */
    static List<Arguments> databases() {
        return List.of(arguments(BothDatabases.sqlite("glance"), 1), arguments(BothDatabases.postgres("glance"), 5));
    }

    private static Map<String, Object> request(String method) {
        return Map.of("method", Map.of("name", method));
    }

    private Parts process(String name, Db db, UnaryOperator<Store> each) throws IOException {
        var stores = new LinkedHashMap<String, Store>();
        for (var store : List.of("one", "other")) {
            stores.put(store, each.apply(new FileStore(folder.resolve(store))));
        }
        InstantSource clock = () -> now;
        return new Parts(db, folder, stores, name, clock);
    }

    /** Every way that bits come and go. */
    private static void work(Parts parts, Mortal life) {
        var uploaded = parts.queued();
        parts.uploads.take(parts.caller, uploaded, life.with(new ByteArrayInputStream(BITS)), -1, "one");
        parts.bring(uploaded, COPY);
        var imported = parts.queued();
        parts.staged.take(parts.caller, imported, life.with(new ByteArrayInputStream(BITS)), -1);
        parts.bring(imported, TO_BOTH);
        parts.images.leave(parts.caller, parts.images.now(uploaded), "one");
        parts.images.delete(parts.caller, imported);
        var given = parts.queued();
        parts.staged.take(parts.caller, given, life.with(new ByteArrayInputStream(BITS)), -1);
        parts.images.delete(parts.caller, given);
    }

    /** False where it came to its end before anything struck. */
    private boolean live(Db db, Mortal life) throws IOException {
        try (var parts = process("one", life.with(db), life::with)) {
            work(parts, life);
        } catch (RuntimeException end) {
            assertThat(life.struck()).as(String.valueOf(end)).isTrue();
        }
        return life.struck();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void theNextLifeFindsEverythingInOrder(Db db, int stride) throws IOException {
        int steps = 0;
        for (boolean struck = true; struck; steps += stride) {
            struck = live(db, Mortal.dyingAfter(steps));
            try (var next = process("one", db, s -> s)) {
                next.recovery.start();
                next.recovery.sweep();
                assertInOrder(next, steps);
            }
        }
        assertThat(steps).as("effects").isGreaterThan(60);
        db.close();
    }

    /** What is staged is in the first one's own folder: its next life removes that. */
    @ParameterizedTest
    @MethodSource("databases")
    void anotherProcessTakesOverOnceTheLeaseIsOver(Db db, int stride) throws IOException {
        boolean struck = true;
        for (int steps = 0; struck; steps += 3 * stride) {
            struck = live(db, Mortal.dyingAfter(steps));
            try (var other = process("two", db, s -> s)) {
                now = now.plus(Parts.LEASE).plusSeconds(1);
                other.recovery.sweep();
                assertThat(waiting(other)).as("effect %d", steps).isEmpty();
                now = now.plus(Parts.LEASE).plusSeconds(1);
            }
            try (var next = process("one", db, s -> s)) {
                next.recovery.start();
                next.recovery.sweep();
                assertInOrder(next, steps);
            }
        }
        db.close();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aCommitWhoseAnswerIsLostIsFoundOutAbout(Db db, int stride) throws IOException {
        int commits = 0;
        for (boolean struck = true; struck; commits += stride) {
            struck = live(db, Mortal.deafAfter(commits));
            now = now.plus(Parts.LEASE).plusSeconds(1);
            try (var same = process("one", db, s -> s)) {
                same.recovery.sweep();
                assertInOrder(same, commits);
            }
        }
        assertThat(commits).isGreaterThan(15);
        db.close();
    }

    /** It goes on, late, after another has ended what it seemed to have left. */
    @ParameterizedTest
    @MethodSource("databases")
    void oneThatIsTakenForDeadLeavesNothingThatNobodyOwns(Db db, int stride) throws IOException {
        boolean struck = true;
        for (int steps = 0; struck; steps += stride) {
            var life = Mortal.stoppingAfter(steps);
            try (var late = process("one", life.with(db), life::with);
                    var other = process("two", db, s -> s)) {
                life.stopsBy(() -> {
                    now = now.plus(Parts.LEASE).plusSeconds(1);
                    other.recovery.sweep();
                });
                upload(late, life);
                struck = life.struck();
                late.recovery.sweep();
                assertInOrder(other, steps);
            }
        }
        db.close();
    }

    private static void upload(Parts parts, Mortal life) {
        try {
            parts.uploads.take(parts.caller, parts.queued(), life.with(new ByteArrayInputStream(BITS)), -1, "one");
        } catch (Fault e) {
            assertThat(life.struck()).as(String.valueOf(e)).isTrue();
        }
    }

    /** What an ending process interrupts has not failed, and what was staged is not lost. */
    @ParameterizedTest
    @MethodSource("databases")
    void whateverAnEndingProcessInterruptsIsNoFailure(Db db, int stride) throws Exception {
        int steps = 0;
        for (boolean struck = true; struck; steps += 2 * stride) {
            var staged = new ArrayList<Image>();
            struck = liveUntilStopped(db, Mortal.stoppingAfter(steps), staged);
            now = now.plus(Parts.LEASE).plusSeconds(1);
            try (var next = process("one", db, s -> s)) {
                assertNothingFailed(next, staged, steps);
                next.recovery.start();
                next.recovery.sweep();
                assertNothingFailed(next, staged, steps);
                assertInOrder(next, steps);
            }
        }
        assertThat(steps).as("moments").isGreaterThan(60);
        db.close();
    }

    /** The server interrupts its clients, and the process its own threads; false where it was done before. */
    private boolean liveUntilStopped(Db db, Mortal life, List<Image> staged) throws Exception {
        var parts = process("one", life.with(db), life::with);
        var closing = Thread.ofPlatform().unstarted(parts::close);
        var client = Thread.ofPlatform().unstarted(() -> serve(parts, life, staged));
        life.stopsBy(() -> {
            closing.start();
            while (List.of(State.NEW, State.RUNNABLE, State.BLOCKED).contains(closing.getState())) {
                Thread.onSpinWait();
            }
            client.interrupt();
        });
        client.start();
        client.join();
        if (!life.struck()) {
            closing.start();
        }
        closing.join();
        return life.struck();
    }

    private static void serve(Parts parts, Mortal life, List<Image> staged) {
        try {
            for (var order : List.of(TO_BOTH, TO_SOME)) {
                var image = parts.queued();
                parts.staged.take(parts.caller, image, life.with(new ByteArrayInputStream(BITS)), -1);
                staged.add(image);
                parts.bring(image, order);
            }
            var uploaded = parts.queued();
            parts.uploads.take(parts.caller, uploaded, life.with(new ByteArrayInputStream(BITS)), -1, "one");
            parts.bring(uploaded, COPY);
        } catch (RuntimeException end) {
            assertThat(life.struck()).as(String.valueOf(end)).isTrue();
        }
    }

    private static void assertNothingFailed(Parts parts, List<Image> staged, int steps) {
        for (var image : staged) {
            assertThat(parts.status(image)).as("moment %d", steps).isIn("uploading", "active");
        }
        for (var image : all(parts)) {
            assertThat(Progress.failed(image)).as("moment %d", steps).isEmpty();
        }
        for (var task : parts.tasks.list(null)) {
            assertThat(task.message()).as("moment %d", steps).isIn("", "Copied 0 MiB", Settlement.STOPPED);
        }
    }

    private void assertInOrder(Parts parts, int steps) throws IOException {
        var problems = waiting(parts);
        var owned = new ArrayList<String>();
        for (var image : all(parts)) {
            image.locations().forEach(location -> owned.add(location.url()));
            if (image.is("active") == image.locations().isEmpty()) {
                problems.add("an image that is %s with bits at %s".formatted(image.status(), image.locations()));
            }
            if (!image.is("active") && image.properties().containsKey("injected")) {
                problems.add("an image that was changed though its bits did not come");
            }
            if (image.is("uploading")) {
                owned.add(parts.staging.waiting(image).url());
            }
            unreadable(parts, image, problems);
        }
        for (var place : List.of("one", "other", "staging-one", "staging-two")) {
            problems.addAll(strays(place, owned));
        }
        assertThat(problems).as("effect %d", steps).isEmpty();
        all(parts).forEach(image -> parts.images.delete(parts.caller, image));
    }

    private static List<Image> all(Parts parts) {
        return parts.images.in(List.of("queued", "saving", "uploading", "importing", "active"));
    }

    /** For what will never come. */
    private static List<String> waiting(Parts parts) {
        var problems = new ArrayList<String>();
        for (var image : all(parts)) {
            if (!List.of("queued", "active", "uploading").contains(image.status())) {
                problems.add("an image is for ever " + image.status());
            }
            if (image.is("uploading") && parts.places.staged(image.id()).isEmpty()) {
                problems.add("an image waits for what is not staged");
            }
            if (image.properties().containsKey(Progress.TASK)) {
                problems.add("an image waits for a task that is no more");
            }
        }
        parts.tasks.list(null).stream()
                .filter(task -> task.status().equals("processing"))
                .forEach(task -> problems.add("a task is for ever under way: " + task.type()));
        return problems;
    }

    private List<String> strays(String place, List<String> owned) throws IOException {
        if (!Files.exists(folder.resolve(place))) {
            return List.of();
        }
        try (var files = Files.list(folder.resolve(place))) {
            return files.map(file -> file.toUri().toString())
                    .filter(url -> !owned.contains(url))
                    .map(url -> "bits that no image owns at " + url)
                    .toList();
        }
    }

    private static void unreadable(Parts parts, Image image, List<String> problems) throws IOException {
        for (var location : image.locations()) {
            var alone = image.withLocations(List.of(location));
            try (var in = parts.downloads.open(alone, 0, List.of()).orElseThrow()) {
                if (in.readAllBytes().length != BITS.length) {
                    problems.add("an image that is cut off");
                }
            }
        }
    }
}
