package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.oslo.http.RestClient;
import stratus.testing.service.Await;
import tools.jackson.databind.JsonNode;

class TracedBootTest {
    @TempDir
    Path data;

    @Test
    void aBootShowsItsTwentyNineStepsAndAFailedOneEndsWhereItFailed() {
        var template = new BootTemplate(data);
        try (var cloud = new TestCloud(data)) {
            var token = cloud.adminToken();
            var nova = cloud.as("nova-api", token).header("OpenStack-API-Version", "compute 2.96");
            var horizon = cloud.as("horizon", token);

            var good = request(nova, template.server("s-net-vol"));
            await().atMost(Await.PATIENCE).until(() -> state(horizon, good), "OK"::equals);
            await().atMost(Await.PATIENCE)
                    .untilAsserted(() -> assertThat(numbers(horizon, good, "OK"))
                            .containsExactlyElementsOf(
                                    IntStream.rangeClosed(1, 29).boxed().toList()));

            disable(nova);
            var bad = request(nova, template.server("s"));
            await().atMost(Await.PATIENCE).until(() -> state(horizon, bad), "FAILED"::equals);
            await().atMost(Await.PATIENCE).untilAsserted(() -> {
                assertThat(numbers(horizon, bad, "FAILED")).containsExactly(10);
                assertThat(numbers(horizon, bad, "OK")).endsWith(9);
            });
        }
    }

    /** Nothing is scheduled to any host from now on. */
    private static void disable(RestClient nova) {
        var id = nova.get("/v2.1/os-services?binary=nova-compute")
                .at("/services/0/id")
                .asString();
        nova.put("/v2.1/os-services/" + id, Map.of("status", "disabled"));
    }

    private static String request(RestClient nova, Map<String, Object> server) {
        return String.valueOf(
                nova.call("POST", "/v2.1/servers", server).headers().get("x-openstack-request-id"));
    }

    private static String state(RestClient horizon, String request) {
        return horizon.exchange("GET", "/v1/traces/" + request, null)
                .body()
                .at("/trace/state")
                .asString("");
    }

    /** Of the steps with that outcome, those that undo others apart, as they began. */
    private static List<Integer> numbers(RestClient horizon, String request, String outcome) {
        return horizon.get("/v1/traces/" + request).at("/trace/steps").values().stream()
                .filter(s -> s.path("outcome").asString("").equals(outcome)
                        && s.path("undoes").isNull())
                .sorted(Comparator.comparing((JsonNode s) -> s.path("started").asString())
                        .thenComparing(s -> s.path("number").asInt()))
                .map(s -> s.path("number").asInt())
                .toList();
    }
}
