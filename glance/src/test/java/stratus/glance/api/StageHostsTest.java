package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import stratus.glance.GlanceConfig;
import stratus.glance.GlanceOptions;
import stratus.glance.GlanceService;
import stratus.glance.StoreConfig;
import stratus.glance.domain.WorkerRules;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;
import tools.jackson.databind.json.JsonMapper;

/** Two Glances with one database, each with a staging folder of its own. */
@Timeout(180)
class StageHostsTest {
    private static final Map<String, ?> IMPORT = Map.of("method", Map.of("name", "glance-direct"));

    private final Db db = BothDatabases.sqlite("glance");
    private final List<String> passedOn = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder = Path.of("");

    /** What stands before the first one: its address has to be known before it starts. */
    @SuppressWarnings("NullAway.Init")
    private HttpServer front;

    @SuppressWarnings("NullAway.Init")
    private GlanceService first;

    @SuppressWarnings("NullAway.Init")
    private GlanceService second;

    @SuppressWarnings("NullAway.Init")
    private TestApi here;

    @SuppressWarnings("NullAway.Init")
    private TestApi there;

    @BeforeEach
    void start() throws IOException {
        front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        front.createContext("/", this::passOn);
        front.start();
        first = service("first", "http://127.0.0.1:" + front.getAddress().getPort());
        second = service("second", "http://127.0.0.1:1");
        here = new TestApi(first.api());
        there = new TestApi(second.api());
    }

    private GlanceService service(String name, String url) {
        var options = GlanceOptions.usual().with(WorkerRules.usual().reachedAt(url));
        var config = new GlanceConfig(folder.resolve(name), "http://keystone:5000", null)
                .with(List.of(StoreConfig.file("file", folder.resolve("bits"))))
                .with(options);
        return new GlanceService(config, db, new Callers(), InstantSource.system());
    }

    private void passOn(HttpExchange e) throws IOException {
        var json = JsonMapper.builder().build();
        try (e) {
            var token = String.valueOf(e.getRequestHeaders().getFirst("X-Auth-Token"));
            passedOn.add("%s as %s".formatted(e.getRequestMethod(), token));
            var body = e.getRequestBody().readAllBytes();
            var answer = here.as(token)
                    .exchange(
                            e.getRequestMethod(),
                            e.getRequestURI().getPath(),
                            body.length == 0 ? null : json.readTree(body));
            var said = json.writeValueAsBytes(answer.body());
            e.getResponseHeaders().add("X-OpenStack-Request-ID", "req-of-the-first");
            e.sendResponseHeaders(answer.status(), answer.status() == 204 ? -1 : said.length);
            if (answer.status() != 204) {
                e.getResponseBody().write(said);
            }
        }
    }

    @AfterEach
    void stop() {
        there.close();
        here.close();
        second.close();
        first.close();
        front.stop(0);
        db.close();
    }

    /** At the first. */
    private String staged(Map<String, ?> more) {
        var id = here.as("member")
                .post("/v2/images", Map.of("disk_format", "raw", "container_format", "bare"))
                .path("id")
                .asString();
        here.as("member").upload("PUT", "/v2/images/%s/stage".formatted(id), new ByteArrayInputStream(new byte[1000]));
        for (var change : more.entrySet()) {
            var patch = List.of(Map.of("op", "replace", "path", "/" + change.getKey(), "value", change.getValue()));
            var type = "application/openstack-images-v2.1-json-patch";
            here.as("member")
                    .raw(
                            "PATCH",
                            "/v2/images/" + id,
                            type,
                            JsonMapper.builder().build().writeValueAsBytes(patch));
        }
        return id;
    }

    private RestClient.Answer atSecond(String method, String path, Object... body) {
        return there.as("member").exchange(method, path, body.length == 0 ? null : body[0]);
    }

    private void awaitStatus(String id, String status) {
        while (!atSecond("GET", "/v2/images/" + id)
                .body()
                .path("status")
                .asString()
                .equals(status)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anImportIsPassedOnToWhereTheBitsAre() {
        var id = staged(Map.of());
        assertThat(atSecond("GET", "/v2/images/" + id).body().has("os_glance_stage_host"))
                .as("is for Glances only")
                .isFalse();
        var answer = atSecond("POST", "/v2/images/%s/import".formatted(id), IMPORT);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.headers().values()).contains("req-of-the-first");
        assertThat(passedOn).containsExactly("POST as member");
        awaitStatus(id, "active");
        assertThat(atSecond("DELETE", "/v2/images/" + id).status()).isEqualTo(204);
        assertThat(passedOn).as("nothing is staged any more").hasSize(1);
    }

    @Test
    void soIsADeletionAndTheBitsAreGoneAtOnce() {
        var id = staged(Map.of());
        assertThat(folder.resolve("first/staging")).isNotEmptyDirectory();
        assertThat(atSecond("DELETE", "/v2/images/" + id).status()).isEqualTo(204);
        assertThat(passedOn).containsExactly("DELETE as member");
        assertThat(atSecond("GET", "/v2/images/" + id).status()).isEqualTo(404);
        assertThat(folder.resolve("first/staging")).isEmptyDirectory();
    }

    @Test
    void whatTheOtherRefusesIsRefused() {
        var id = staged(Map.of("protected", true));
        var answer = atSecond("DELETE", "/v2/images/" + id);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().path("message").asString()).contains("is protected and cannot be deleted");
        assertThat(passedOn).containsExactly("DELETE as member");
    }

    @Test
    void withoutTheOtherNothingIsImportedButImagesGo() {
        var id = staged(Map.of());
        front.stop(0);
        var answer = atSecond("POST", "/v2/images/%s/import".formatted(id), IMPORT);
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.body().path("title").asString()).isEqualTo("Gateway Timeout");
        assertThat(answer.body().path("message").asString()).startsWith("Stage host is unavailable");
        awaitStatus(id, "uploading");
        assertThat(atSecond("DELETE", "/v2/images/" + id).status()).isEqualTo(204);
        assertThat(atSecond("GET", "/v2/images/" + id).status()).isEqualTo(404);
    }

    @Test
    void whatIsStagedHereIsImportedHere() {
        var id = staged(Map.of());
        here.as("member").post("/v2/images/%s/import".formatted(id), IMPORT);
        awaitStatus(id, "active");
        assertThat(passedOn).isEmpty();
    }
}
