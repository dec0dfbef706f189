package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.oslo.http.RestClient;
import stratus.testing.service.Await;
import tools.jackson.databind.JsonNode;

/** A server is copied, rebuilt, rescued and shelved in a whole cloud, and what other services hold of it follows. */
class ServerLifeTest {
    @TempDir
    Path data;

    private TestCloud cloud;
    private RestClient nova;
    private RestClient glance;
    private String image;

    @BeforeEach
    void start() {
        cloud = new TestCloud(data);
        nova = cloud.admin("nova-api").header("OpenStack-API-Version", "compute 2.96");
        glance = cloud.admin("glance");
        var fields = Map.of("name", "small", "disk_format", "raw", "container_format", "bare");
        image = glance.post("/v2/images", fields).path("id").asString();
        var bits = new ByteArrayInputStream("an image".getBytes(StandardCharsets.UTF_8));
        glance.upload("PUT", "/v2/images/" + image + "/file", bits);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void aServerLivesThroughAllOfIt() {
        var server = create();
        var copy = act(server, "createImage", Map.of("name", "copy"))
                .path("image_id")
                .asString();
        settled(server, "ACTIVE");
        var made = glance.get("/v2/images/" + copy);
        assertThat(made.path("status").asString()).isEqualTo("active");
        assertThat(made.path("size").asInt()).isEqualTo("an image".length());

        act(server, "rebuild", Map.of("imageRef", copy));
        settled(server, "ACTIVE");
        assertThat(show(server).at("/image/id").asString()).isEqualTo(copy);

        act(server, "rescue", Map.of("rescue_image_ref", image));
        settled(server, "RESCUE");
        act(server, "unrescue", null);
        settled(server, "ACTIVE");

        act(server, "shelve", null);
        settled(server, "SHELVED_OFFLOADED");
        assertThat(allocations(server)).isEmpty();
        assertThat(images("small-shelved", "web-shelved")).isEqualTo(1);
        act(server, "unshelve", null);
        settled(server, "ACTIVE");
        assertThat(allocations(server)).isNotEmpty();
        Await.until(() -> images("web-shelved") == 0);
    }

    private String create() {
        var wanted = Map.of("name", "web", "flavorRef", "42", "imageRef", image, "networks", "none");
        var server = nova.post("/v2.1/servers", Map.of("server", wanted))
                .at("/server/id")
                .asString();
        settled(server, "ACTIVE");
        return server;
    }

    private JsonNode act(String server, String action, @Nullable Object argument) {
        var body = new HashMap<String, @Nullable Object>();
        body.put(action, argument);
        return nova.call("POST", "/v2.1/servers/" + server + "/action", body).body();
    }

    private JsonNode show(String server) {
        return nova.get("/v2.1/servers/" + server).path("server");
    }

    private JsonNode allocations(String server) {
        return cloud.admin("placement").get("/allocations/" + server).path("allocations");
    }

    private int images(String... names) {
        int found = 0;
        for (var name : names) {
            found += glance.get("/v2/images?name=" + name).path("images").size();
        }
        return found;
    }

    private void settled(String server, String status) {
        Await.until(status, () -> {
            var now = show(server);
            return now.path("status").asString().equals(status)
                    && now.path("OS-EXT-STS:task_state").isNull();
        });
    }
}
