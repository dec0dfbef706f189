package stratus.nova.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /extensions}: what parts the API had when it still had optional parts; the same list ever since. */
public final class ExtensionsApi {
    private static final String RULE = "os_compute_api:extensions";

    private final List<Map<String, Object>> all = read();

    public void routes(Routes routes) {
        routes.get("/extensions", RULE, this::list).get("/extensions/{alias}", RULE, this::show);
    }

    private Response list(Request request) {
        request.authorize();
        return Response.ok(Map.of("extensions", all));
    }

    private Response show(Request request) {
        request.authorize();
        var alias = request.path("alias");
        return Response.ok(Map.of(
                "extension",
                all.stream()
                        .filter(e -> alias.equals(e.get("alias")))
                        .findFirst()
                        .orElseThrow(() -> new Fault.NotFound("The resource could not be found."))));
    }

    private static List<Map<String, Object>> read() {
        try (var in = ExtensionsApi.class.getResourceAsStream("extensions.txt")) {
            if (in == null) {
                throw new IllegalStateException("extensions.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(ExtensionsApi::extension)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code alias|name}. */
    private static Map<String, Object> extension(String line) {
        int bar = line.indexOf('|');
        var body = new LinkedHashMap<String, Object>();
        body.put("alias", line.substring(0, bar));
        body.put("name", line.substring(bar + 1));
        body.put("description", line.substring(bar + 1) + ".");
        body.put("links", List.of());
        body.put("namespace", "http://docs.openstack.org/compute/ext/fake_xml");
        body.put("updated", "2014-12-03T00:00:00Z");
        return body;
    }
}
