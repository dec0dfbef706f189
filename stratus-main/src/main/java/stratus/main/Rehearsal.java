package stratus.main;

import java.util.List;
import java.util.Map;
import stratus.oslo.base.Secret;
import stratus.oslo.http.RestClient;

/** Asks every API what a first client asks, so that the AOT cache has learnt that way as well. */
final class Rehearsal {
    private Rehearsal() {}

    static void of(Cloud cloud) {
        var keystone = client(cloud, Role.KEYSTONE);
        var answer = keystone.call("POST", "/v3/auth/tokens", password(cloud.adminPassword()));
        var token = String.valueOf(answer.headers().get("x-subject-token"));
        ask(keystone, token, "/v3/projects", "/v3/users");
        ask(client(cloud, Role.GLANCE), token, "/v2/images");
        ask(client(cloud, Role.PLACEMENT), token, "/resource_providers");
        ask(client(cloud, Role.NEUTRON_SERVER), token, "/v2.0/networks", "/v2.0/ports");
        ask(client(cloud, Role.NOVA_API), token, "/v2.1/servers/detail", "/v2.1/flavors/detail");
    }

    private static void ask(RestClient client, String token, String... paths) {
        var known = client.header("X-Auth-Token", token);
        List.of(paths).forEach(known::get);
    }

    private static RestClient client(Cloud cloud, Role role) {
        return RestClient.to(role.text(), String.valueOf(cloud.urls().get(role.text())));
    }

    private static Map<String, Object> password(Secret admin) {
        var domain = Map.of("id", "default");
        var user = Map.of("name", "admin", "domain", domain, "password", admin.value());
        return Map.of(
                "auth",
                Map.of(
                        "identity",
                        Map.of("methods", List.of("password"), "password", Map.of("user", user)),
                        "scope",
                        Map.of("project", Map.of("name", "admin", "domain", domain))));
    }
}
