package stratus.cinder.api;

import java.util.List;
import java.util.Map;
import stratus.oslo.http.Microversion;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /} and {@code /v3}: which versions there are. */
public final class DiscoveryApi {
    private final Microversion max;

    public DiscoveryApi(Microversion max) {
        this.max = max;
    }

    public void routes(Routes routes) {
        routes.under("").open("GET", "/", r -> Response.of(300, body(r))).open("GET", "/v3", r -> Response.ok(body(r)));
    }

    private Map<String, Object> body(Request r) {
        return Map.of(
                "versions",
                List.of(Map.of(
                        "id",
                        "v3.0",
                        "status",
                        "CURRENT",
                        "version",
                        max.toString(),
                        "min_version",
                        "3.0",
                        "updated",
                        "2023-08-31T00:00:00Z",
                        "links",
                        List.of(
                                Map.of(
                                        "rel",
                                        "describedby",
                                        "type",
                                        "text/html",
                                        "href",
                                        "https://docs.openstack.org/"),
                                Map.of("rel", "self", "href", r.baseUrl() + "/v3/")),
                        "media-types",
                        List.of(Map.of(
                                "base",
                                "application/json",
                                "type",
                                "application/vnd.openstack.volume+json;version=3")))));
    }
}
