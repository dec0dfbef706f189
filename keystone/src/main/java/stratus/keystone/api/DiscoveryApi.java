package stratus.keystone.api;

import java.util.List;
import java.util.Map;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /} and {@code /v3}: which versions there are. */
public final class DiscoveryApi {
    public void routes(Routes routes) {
        routes.under("").open("GET", "/", this::versions).open("GET", "/v3", this::version);
    }

    private Response versions(Request r) {
        return Response.of(300, Map.of("versions", Map.of("values", List.of(v3(r)))))
                .with("Location", r.baseUrl() + "/v3/");
    }

    private Response version(Request r) {
        return Response.ok(Map.of("version", v3(r)));
    }

    private static Map<String, Object> v3(Request r) {
        return Map.of(
                "id",
                "v3.14",
                "status",
                "stable",
                "updated",
                "2020-04-07T00:00:00Z",
                "links",
                List.of(Map.of("rel", "self", "href", r.baseUrl() + "/v3/")),
                "media-types",
                List.of(Map.of("base", "application/json", "type", "application/vnd.openstack.identity-v3+json")));
    }
}
