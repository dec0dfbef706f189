package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.oslo.http.RestClient;
import stratus.testing.service.Await;
import tools.jackson.databind.JsonNode;

/** What was asked for with a token that has expired by the time it is done: the cloud was down meanwhile. */
class ExpiredTokenTest {
    /** Longer than a token holds, and shorter than a build may take in all. */
    private static final Duration LONG_DOWN = Duration.ofMinutes(90);

    @TempDir
    Path folder;

    /** One thing that is asked of a server, and what the server is in the end. */
    private record Case(String action, @Nullable Object argument, String end) {}

    private static final List<Case> CASES = List.of(
            new Case("createImage", Map.of("name", "copy"), "ACTIVE"),
            new Case("resize", Map.of("flavorRef", "2"), "VERIFY_RESIZE"),
            new Case("shelve", null, "SHELVED_OFFLOADED"),
            new Case("rebuild", Map.of("imageRef", ""), "ACTIVE"),
            new Case("unshelve", null, "ACTIVE"));

    @Test
    void whatWasAskedForInTimeIsDoneWhateverTheTokenIsByThen() {
        var template = new BootTemplate(folder.resolve("template"));
        var data = template.copy(folder.resolve("data"));
        var wanted = new LinkedHashMap<String, Case>();
        try (var cloud = new TestCloud(data)) {
            var nova = nova(cloud);
            var servers = new ArrayList<String>();
            CASES.forEach(_ -> servers.add(create(nova, template)));
            servers.forEach(id -> settled(nova, id, "ACTIVE"));
            act(nova, servers.getLast(), new Case("shelve", null, ""));
            settled(nova, servers.getLast(), "SHELVED_OFFLOADED");
            var image = show(nova, servers.getFirst()).at("/image/id").asString();
            for (var one : CASES) {
                var id = servers.get(wanted.size());
                wanted.put(id, one);
                act(
                        nova,
                        id,
                        one.action().equals("rebuild") ? new Case("rebuild", Map.of("imageRef", image), "") : one);
            }
            wanted.put(create(nova, template), new Case("create", null, "ACTIVE"));
        }
        InstantSource later = () -> InstantSource.system().instant().plus(LONG_DOWN);
        try (var cloud = new TestCloud(data, later)) {
            var nova = nova(cloud);
            wanted.forEach((id, one) -> {
                Await.until(one.action(), () -> isIdle(show(nova, id)));
                var server = show(nova, id);
                assertThat(server.path("status").asString())
                        .as("%s: %s", one.action(), server.at("/fault/message").asString(""))
                        .isEqualTo(one.end());
            });
        }
    }

    private static RestClient nova(TestCloud cloud) {
        return cloud.admin("nova-api").header("OpenStack-API-Version", "compute 2.96");
    }

    private static String create(RestClient nova, BootTemplate template) {
        return nova.post("/v2.1/servers", template.server("s-net-vol"))
                .at("/server/id")
                .asString();
    }

    private static void act(RestClient nova, String id, Case one) {
        var body = new HashMap<String, @Nullable Object>();
        body.put(one.action(), one.argument());
        nova.call("POST", "/v2.1/servers/" + id + "/action", body);
    }

    private static void settled(RestClient nova, String id, String status) {
        Await.until(status, () -> {
            var server = show(nova, id);
            return isIdle(server) && server.path("status").asString().equals(status);
        });
    }

    private static boolean isIdle(JsonNode server) {
        return server.path("OS-EXT-STS:task_state").isNull();
    }

    private static JsonNode show(RestClient nova, String id) {
        return nova.get("/v2.1/servers/" + id).path("server");
    }
}
