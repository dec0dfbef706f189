package stratus.placement.api;

import java.util.List;
import java.util.Map;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Microversion;
import stratus.oslo.http.Microversions;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** The versions of this API, and the document at its root that says so. */
public final class Versions {
    public static final Microversions ALL =
            new Microversions("placement", null, new Microversion(1, 0), new Microversion(1, 39));

    public void routes(Routes routes) {
        routes.open("GET", "", _ -> document());
    }

    /** What came later than the version asked for is not there. */
    static void since(Request request, int minor) {
        if (!request.version().atLeast(minor)) {
            throw new Fault.NotFound("The resource could not be found.");
        }
    }

    private static Response document() {
        return Response.ok(Map.of(
                "versions",
                List.of(Map.of(
                        "id", "v1.0",
                        "max_version", ALL.max().toString(),
                        "min_version", ALL.min().toString(),
                        "status", "CURRENT",
                        "links", List.of(Map.of("rel", "self", "href", ""))))));
    }
}
