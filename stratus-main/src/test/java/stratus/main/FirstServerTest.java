package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.oslo.http.RestClient;
import stratus.testing.service.Await;
import tools.jackson.databind.JsonNode;

class FirstServerTest {
    @TempDir
    Path data;

    @Test
    void aServerOnANetworkBecomesActiveAndLeavesNothingWhenDeleted() {
        try (var cloud = new TestCloud(data)) {
            var nova = cloud.admin("nova-api");
            var neutron = cloud.admin("neutron-server");
            var network = network(neutron);
            var image = image(cloud);
            var body = Map.of(
                    "name", "s", "imageRef", image, "flavorRef", "1", "networks", List.of(Map.of("uuid", network)));

            var id = nova.post("/v2.1/servers", Map.of("server", body))
                    .at("/server/id")
                    .asString();
            await().atMost(Await.PATIENCE).until(() -> status(nova, id), "ACTIVE"::equals);
            var server = nova.get("/v2.1/servers/" + id).at("/server");

            assertThat(server.at("/addresses/n/0/addr").asString()).startsWith("10.1.0.");
            assertThat(allocations(cloud, id)).isNotEmpty();

            nova.delete("/v2.1/servers/" + id);
            await().atMost(Await.PATIENCE)
                    .until(() ->
                            nova.exchange("GET", "/v2.1/servers/" + id, null).status() == 404);

            assertThat(allocations(cloud, id)).isEmpty();
            assertThat(neutron.get("/v2.0/ports?device_id=" + id).at("/ports")).isEmpty();
        }
    }

    private static String network(RestClient neutron) {
        var id = neutron.post("/v2.0/networks", Map.of("network", Map.of("name", "n")))
                .at("/network/id")
                .asString();
        var subnet = Map.of("network_id", id, "ip_version", 4, "cidr", "10.1.0.0/24");
        neutron.post("/v2.0/subnets", Map.of("subnet", subnet));
        return id;
    }

    private static String image(TestCloud cloud) {
        var glance = cloud.admin("glance");
        var body = Map.of("name", "i", "disk_format", "raw", "container_format", "bare");
        var id = glance.post("/v2/images", body).at("/id").asString();
        glance.raw("PUT", "/v2/images/" + id + "/file", "application/octet-stream", new byte[1024]);
        return id;
    }

    private static String status(RestClient nova, String id) {
        return nova.get("/v2.1/servers/" + id).at("/server/status").asString();
    }

    private static JsonNode allocations(TestCloud cloud, String server) {
        return cloud.admin("placement").get("/allocations/" + server).at("/allocations");
    }
}
