package stratus.neutron.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.http.RestClient;
import tools.jackson.databind.JsonNode;

/** Short words for what tests make over the API. */
record NetworkWorld(RestClient admin, RestClient member) {
    JsonNode network(RestClient client, Map<String, ?> fields) {
        return client.post("/v2.0/networks", Map.of("network", fields)).path("network");
    }

    String network() {
        return id(network(member, Map.of("name", "private")));
    }

    String external(String cidr) {
        var network = id(network(admin, Map.of("name", "outside", "router:external", true)));
        admin.post(
                "/v2.0/subnets",
                Map.of("subnet", Map.of("network_id", network, "cidr", cidr, "ip_version", 4, "enable_dhcp", false)));
        return network;
    }

    String subnet(String network, String cidr) {
        return subnet(member, Map.of("network_id", network, "cidr", cidr, "ip_version", cidr.contains(":") ? 6 : 4));
    }

    String subnet(RestClient client, Map<String, ?> fields) {
        return id(client.post("/v2.0/subnets", Map.of("subnet", fields)).path("subnet"));
    }

    JsonNode port(RestClient client, Map<String, ?> fields) {
        return client.post("/v2.0/ports", Map.of("port", fields)).path("port");
    }

    JsonNode router(Map<String, ?> fields) {
        return member.post("/v2.0/routers", Map.of("router", fields)).path("router");
    }

    String routerTo(String external) {
        return id(router(Map.of("external_gateway_info", Map.of("network_id", external))));
    }

    JsonNode addSubnet(String router, String subnet) {
        return member.put("/v2.0/routers/" + router + "/add_router_interface", Map.of("subnet_id", subnet));
    }

    JsonNode floating(Map<String, ?> fields) {
        return member.post("/v2.0/floatingips", Map.of("floatingip", fields)).path("floatingip");
    }

    static String id(JsonNode resource) {
        return resource.path("id").stringValue();
    }

    /** Refused with this status, type and message. */
    static void refused(RestClient client, String method, String path, @Nullable Object body, String... words) {
        var answer = client.exchange(method, path, body);
        assertThat(answer.body().at("/NeutronError/type").asString(""))
                .as(() -> answer.body().toString())
                .isEqualTo(words[1]);
        assertThat(answer.status()).isEqualTo(Integer.parseInt(words[0]));
        for (int i = 2; i < words.length; i++) {
            assertThat(answer.body().at("/NeutronError/message").stringValue()).contains(words[i]);
        }
    }
}
