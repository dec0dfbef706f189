package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.testing.service.Await;
import tools.jackson.databind.JsonNode;

class TraceTest {
    @TempDir
    Path data;

    @Test
    void aBootIsToldInItsStepsToWhoeverAskedForIt() {
        try (var cloud = new TestCloud(data)) {
            var glance = cloud.admin("glance");
            var image = glance.post("/v2/images", Map.of("name", "i", "disk_format", "raw", "container_format", "bare"))
                    .at("/id")
                    .asString();
            glance.raw("PUT", "/v2/images/" + image + "/file", "application/octet-stream", new byte[1024]);
            var body = Map.of("name", "s", "imageRef", image, "flavorRef", "1", "networks", "none");

            var answer = cloud.admin("nova-api")
                    .header("OpenStack-API-Version", "compute 2.37")
                    .call("POST", "/v2.1/servers", Map.of("server", body));
            var request = String.valueOf(answer.headers().get("x-openstack-request-id"));
            var horizon = cloud.admin("horizon");
            var live = new ByteArrayOutputStream();
            horizon.download("/v1/traces/%s/events".formatted(request), live);

            await().atMost(Await.PATIENCE).untilAsserted(() -> {
                var trace = horizon.get("/v1/traces/" + request).path("trace");
                assertThat(trace.path("state").asString()).isEqualTo("OK");
                assertThat(trace.path("project_id").asString()).hasSize(32);
                assertThat(numbers(trace))
                        .containsAll(IntStream.rangeClosed(3, 29).boxed().toList());
            });
            assertThat(live.toString(StandardCharsets.UTF_8))
                    .contains("\"number\":29")
                    .endsWith("\"OK\"}\n\n");
            assertThat(horizon.get("/v1/traces").at("/traces/0/request_id").asString())
                    .isEqualTo(request);
        }
    }

    private static List<Integer> numbers(JsonNode trace) {
        return trace.path("steps").values().stream()
                .filter(s -> s.path("outcome").isString())
                .map(s -> s.path("number").asInt())
                .toList();
    }
}
