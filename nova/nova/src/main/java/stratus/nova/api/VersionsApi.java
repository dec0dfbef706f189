package stratus.nova.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.http.Microversion;
import stratus.oslo.http.Microversions;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** What versions of the Compute API there are: {@code /} and {@code /v2.1}. */
public final class VersionsApi {
    /** Every microversion this API answers to. */
    public static final Microversions MICROVERSIONS = new Microversions(
            "compute", "X-OpenStack-Nova-API-Version", new Microversion(2, 1), new Microversion(2, 96));

    private static final String UPDATED = "2013-07-23T11:33:21Z";

    public void routes(Routes routes) {
        routes.under("").open("GET", "/", VersionsApi::list).open("GET", "/v2.1", VersionsApi::show);
    }

    private static Response list(Request request) {
        return Response.ok(Map.of("versions", List.of(version(List.of(self(request)), null))));
    }

    private static Response show(Request request) {
        var links = List.of(self(request), new Link("https://docs.openstack.org/", "describedby", "text/html"));
        var types = List.of(
                Map.of("base", "application/json", "type", "application/vnd.openstack.compute+json;version=2.1"));
        return Response.ok(Map.of("version", version(links, types)));
    }

    private static Version version(List<Link> links, @Nullable List<Map<String, String>> types) {
        return new Version(
                "v2.1",
                links,
                types,
                "CURRENT",
                MICROVERSIONS.max().toString(),
                MICROVERSIONS.min().toString(),
                UPDATED);
    }

    private static Link self(Request request) {
        return new Link(request.baseUrl() + "/v2.1/", "self", null);
    }

    @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
    record Link(String href, String rel, @Nullable String type) {}

    @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
    record Version(
            String id,
            List<Link> links,

            @com.fasterxml.jackson.annotation.JsonProperty("media-types") @Nullable List<Map<String, String>> mediaTypes,

            String status,
            String version,
            String minVersion,
            String updated) {}
}
