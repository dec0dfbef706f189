package stratus.glance.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.glance.GlanceConfig;
import stratus.glance.GlanceNeighbours;
import stratus.glance.GlanceService;
import stratus.oslo.base.Caller;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.oslo.http.RestClient.Answer;
import stratus.testing.service.Await;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Glance to send requests to, with a database and a folder of its own, and what tests often ask of it.
 *
 * <p>Tests have it as an {@code @AutoClose} field: a static one is its class's, any other one test's. It starts with the first
 * request, unless a test starts it before, with other options or on a database of its own.
 */
final class TestGlance implements AutoCloseable {
    private final JsonMapper json = JsonMapper.builder().build();
    private final Callers callers = new Callers();
    private final Path folder = BothDatabases.folder("glance");
    private final GlanceNeighbours neighbours;
    private GlanceConfig config = new GlanceConfig(images(), "http://keystone:5000", null);
    private @Nullable Db db;
    private @Nullable Running running;

    private record Running(GlanceService service, TestApi api) {
        void stop() {
            api.close();
            service.close();
        }
    }

    TestGlance() {
        this(GlanceNeighbours.none());
    }

    TestGlance(GlanceNeighbours neighbours) {
        this.neighbours = neighbours;
    }

    /** For files of the test's own; with {@link #images} in it. */
    Path folder() {
        return folder;
    }

    /** Where the file store has the bytes of images, unless it is configured otherwise. */
    Path images() {
        return folder.resolve("images");
    }

    /** With other options from the next start on. */
    TestGlance with(UnaryOperator<GlanceConfig> change) {
        config = change.apply(config);
        return this;
    }

    /** Starts on a database that is closed with this. */
    TestGlance start(Db other) {
        db = other;
        return start();
    }

    /** Starts, after it was stopped where it runs: with the same database and folder. */
    TestGlance start() {
        stop();
        var known = db == null ? BothDatabases.sqlite("glance") : db;
        db = known;
        var service = new GlanceService(config, known, callers, neighbours, InstantSource.system());
        running = new Running(service, new TestApi(service.api()));
        return this;
    }

    /** Nothing happens where it does not run. */
    void stop() {
        if (running != null) {
            running.stop();
            running = null;
        }
    }

    TestApi api() {
        if (running == null) {
            start();
        }
        if (running == null) {
            throw new IllegalStateException("it did not start");
        }
        return running.api();
    }

    RestClient as(String token) {
        return api().as(token);
    }

    RestClient member() {
        return as("member");
    }

    RestClient admin() {
        return as("admin");
    }

    Caller caller(String token) {
        return callers.of(token);
    }

    /** Another user of the member's project, with these roles alone. */
    RestClient with(String token, Set<String> roles) {
        callers.add(token, Callers.PROJECT, roles);
        return as(token);
    }

    /** The sentence of a refusal; "" where there is none. */
    static String said(Answer answer) {
        return answer.body()
                .path("message")
                .asString("")
                .replaceFirst(
                        "(?s)^(Access was denied|The request media type|There was a conflict|The Range requested).*?<br /><br />\n",
                        "")
                .replaceFirst("(<br /><br />)?\\s*$", "");
    }

    /** The id of a new raw image of the member. */
    String image() {
        return image(Map.of());
    }

    /** The id of a new image of the member; raw where nothing else is said. */
    String image(Map<String, ?> fields) {
        var all = new HashMap<String, Object>(Map.of("disk_format", "raw", "container_format", "bare"));
        all.putAll(fields);
        return member().post("/v2/images", all).path("id").asString();
    }

    JsonNode show(String id) {
        return member().get("/v2/images/" + id);
    }

    String status(String id) {
        return show(id).path("status").asString();
    }

    Answer upload(String id, byte[] bytes) {
        return member().upload("PUT", "/v2/images/%s/file".formatted(id), new ByteArrayInputStream(bytes));
    }

    Answer stage(String id, byte[] bytes) {
        return member().upload("PUT", "/v2/images/%s/stage".formatted(id), new ByteArrayInputStream(bytes));
    }

    Answer patch(String token, String id, String type, Object body) {
        return as(token).raw("PATCH", "/v2/images/" + id, type, json.writeValueAsBytes(body));
    }

    Answer patch(String token, String id, String op, String path, @Nullable Object value) {
        var change = new HashMap<String, @Nullable Object>();
        change.put("op", op);
        change.put("path", path);
        if (!op.equals("remove")) {
            change.put("value", value);
        }
        return patch(token, id, change);
    }

    Answer patch(String token, String id, Map<String, ?> change) {
        return patch(token, id, "application/openstack-images-v2.1-json-patch", List.of(change));
    }

    /** The image, once no task is at work on it. */
    JsonNode settled(String id) {
        Await.until("end of the task", () -> !show(id).has("os_glance_import_task"));
        return show(id);
    }

    /** The image's newest task, once it has ended. */
    JsonNode task(String id) {
        Await.until(
                "end of the task",
                () -> !newestTask(id).path("status").asString("").equals("processing"));
        return newestTask(id);
    }

    private JsonNode newestTask(String id) {
        return member().get("/v2/images/%s/tasks".formatted(id)).at("/tasks/0");
    }

    @Override
    public void close() throws IOException {
        stop();
        if (db != null) {
            db.close();
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
