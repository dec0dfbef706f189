package stratus.glance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImportOrder;
import stratus.glance.store.FileStore;
import stratus.glance.store.Store;
import stratus.oslo.db.Databases;
import stratus.oslo.db.Db;
import stratus.oslo.db.DbConfig;

/**
 * Whatever moment the power goes at, the next start finds no active image without its bits and no bits without their
 * image. A picture of the disk is taken right before and after each step, and each picture is started from.
 */
class CrashTest {
    private static final byte[] BITS = new byte[500_000];
    private static final ImportOrder TO_BOTH =
            new ImportOrder(new ImportOrder.Staged(), List.of("one", "other"), false, true, request("glance-direct"));
    private static final ImportOrder COPY =
            new ImportOrder(new ImportOrder.OwnStore(), List.of("other"), false, true, request("copy-image"));

    private final Map<String, Path> pictures = new LinkedHashMap<>();

    @TempDir
    private Path folder = Path.of("");

    private static Map<String, Object> request(String method) {
        return Map.of("method", Map.of("name", method));
    }

    private Path disk() {
        return folder.resolve("disk");
    }

    private Map<String, Store> stores(boolean photographed) throws IOException {
        var stores = new LinkedHashMap<String, Store>();
        for (var name : List.of("one", "other")) {
            var files = new FileStore(disk().resolve(name));
            stores.put(name, photographed ? new PhotographedStore(name, files, this::shoot) : files);
        }
        return stores;
    }

    private void shoot(String step) throws IOException {
        var picture = folder.resolve("picture-" + pictures.size());
        pictures.put(pictures.size() + ", " + step, picture);
        copy(disk(), picture);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        }
    }

    private Db db() {
        return Databases.open(DbConfig.sqlite(disk().resolve("db")), "glance");
    }

    /** Every way that bits come and go. */
    private void work(Parts parts) throws IOException {
        var uploaded = parts.queued();
        parts.upload(uploaded, BITS);
        parts.bring(uploaded, COPY);
        var imported = parts.queued();
        parts.imports.stage(parts.caller, imported, new ByteArrayInputStream(BITS), -1);
        shoot("staged");
        parts.bring(imported, TO_BOTH);
        parts.images.leave(parts.caller, parts.images.now(uploaded), "one");
        shoot("left one store");
        parts.images.delete(parts.caller, imported);
        shoot("deleted");
    }

    @Test
    void noCrashPartsBitsFromTheirImage() throws IOException {
        try (var db = db();
                var parts = new Parts(db, disk(), stores(true))) {
            work(parts);
        }
        assertThat(pictures).hasSizeGreaterThan(25);
        var problems = new ArrayList<String>();
        for (var picture : pictures.entrySet()) {
            remove(disk());
            copy(picture.getValue(), disk());
            try (var db = db();
                    var parts = new Parts(db, disk(), stores(false))) {
                parts.recovery.run(Instant.now());
                parts.leftovers.sweep();
                problems(parts).forEach(p -> problems.add(picture.getKey() + ": " + p));
            }
        }
        assertThat(problems).isEmpty();
    }

    private List<String> problems(Parts parts) throws IOException {
        var problems = new ArrayList<String>();
        var owned = new ArrayList<String>();
        for (var image : parts.rows.in(List.of("queued", "saving", "uploading", "importing", "active"))) {
            for (var location : image.locations()) {
                owned.add(location.url());
            }
            if (image.is("active")
                    ? image.locations().isEmpty()
                    : !image.locations().isEmpty()) {
                problems.add("an image that is %s with bits at %s".formatted(image.status(), image.locations()));
            }
            if (!List.of("queued", "active", "uploading").contains(image.status())) {
                problems.add("an image is for ever " + image.status());
            }
            if (image.properties().containsKey(Progress.TASK)) {
                problems.add("an image waits for a task that is no more");
            }
            if (image.is("uploading") != parts.staging.has(image.id())) {
                problems.add("what is staged is not what is waited for");
            }
            unreadable(parts, image, problems);
        }
        for (var store : stores(false).values()) {
            store.urls().stream()
                    .filter(url -> !owned.contains(url))
                    .forEach(url -> problems.add("bits that no image owns at " + url));
        }
        return problems;
    }

    private static void unreadable(Parts parts, Image image, List<String> problems) throws IOException {
        for (var location : image.locations()) {
            var alone = new Edit(image);
            alone.locations = List.of(location);
            try (var in = parts.downloads.open(alone.image(), 0, List.of()).orElseThrow()) {
                if (in.readAllBytes().length != BITS.length) {
                    problems.add("an image that is cut off");
                }
            }
        }
    }
}
