package stratus.clients.keystone;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import stratus.oslo.base.Fault;
import stratus.oslo.http.RestClient;
import tools.jackson.databind.JsonNode;

/** Asks Keystone how much of a service's resources a project may have. */
public final class LimitClient {
    private final Supplier<RestClient> keystone;
    private final String service;
    private final String region;

    /** {@code keystone} is a client of its base with a token that sees limits; {@code service} is named as in the catalog. */
    public LimitClient(Supplier<RestClient> keystone, String service, String region) {
        this.keystone = keystone;
        this.service = service;
        this.region = region;
    }

    /** By name: the project's own limits, and the registered ones for everything else that has one. */
    public Map<String, Long> of(String project) {
        var client = keystone.get();
        var at = "service_id=" + service(client);
        var limits = new HashMap<String, Long>();
        collect(limits, client.get("/v3/registered_limits?" + at).path("registered_limits"), "default_limit");
        collect(
                limits,
                client.get("/v3/limits?%s&project_id=%s".formatted(at, encode(project)))
                        .path("limits"),
                "resource_limit");
        return limits;
    }

    private String service(RestClient client) {
        var found = client.get("/v3/services?name=" + encode(service)).at("/services/0/id");
        if (!found.isString()) {
            throw new Fault.Unavailable("identity", new IllegalStateException("there is no service " + service));
        }
        return found.stringValue();
    }

    /** Those of our region, and over them none of those that are for all regions. */
    private void collect(Map<String, Long> limits, JsonNode found, String field) {
        for (var ofRegion : new String[] {"", region}) {
            for (var limit : found) {
                if (limit.path("region_id").asString("").equals(ofRegion)) {
                    limits.put(
                            limit.path("resource_name").asString(),
                            limit.path(field).asLong());
                }
            }
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
