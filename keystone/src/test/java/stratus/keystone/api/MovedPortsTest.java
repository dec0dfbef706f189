package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stratus.keystone.app.Bootstrap;
import stratus.oslo.base.Secret;
import stratus.oslo.http.RestClient;
import tools.jackson.databind.JsonNode;

/** A cloud that is started with other ports than before. */
class MovedPortsTest {
    private final TestKeystone keystone = new TestKeystone();

    @AfterEach
    void stop() {
        keystone.close();
    }

    @Test
    void bootstrapFollowsAServiceOfThisMachineToItsNewPortAndLeavesOthersWhereTheyAre() {
        var admin = keystone.admin();
        var nova = endpoint(admin, 8774).path("id").stringValue();
        admin.patch("/v3/endpoints/" + nova, Map.of("endpoint", Map.of("url", "https://nova.example.org")));
        var moved = List.of(
                new Bootstrap.Entry("compute", "nova", "http://127.0.0.1:9774/v2.1"),
                new Bootstrap.Entry("volumev3", "cinderv3", "http://127.0.0.1:9776/v3/$(project_id)s"));
        keystone.service
                .bootstrap()
                .run(new Bootstrap.Seed(new Secret("other"), new Secret("other"), "RegionOne", moved));

        var urls = admin.get("/v3/endpoints").path("endpoints").findValuesAsString("url");
        assertThat(urls)
                .contains("https://nova.example.org", "http://127.0.0.1:9774/v2.1")
                .contains("http://127.0.0.1:9776/v3/$(project_id)s", "http://127.0.0.1:5000/v3")
                .noneMatch(url -> url.contains(":8774") || url.contains(":8776"));
    }

    private static JsonNode endpoint(RestClient admin, int port) {
        for (var endpoint : admin.get("/v3/endpoints").path("endpoints")) {
            if (endpoint.path("url").stringValue().contains(":" + port)) {
                return endpoint;
            }
        }
        throw new AssertionError(port);
    }
}
