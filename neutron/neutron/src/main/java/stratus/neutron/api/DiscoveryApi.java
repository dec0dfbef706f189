package stratus.neutron.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import stratus.neutron.app.Agents;
import stratus.neutron.app.Resources;
import stratus.neutron.domain.Catalog;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** What there is: versions, resources, extensions, availability zones. */
public final class DiscoveryApi {
    private final Resources resources;

    public DiscoveryApi(Resources resources) {
        this.resources = resources;
    }

    public void routes(Routes routes) {
        routes.under("").open("GET", "/", this::versions).open("GET", "/v2.0", this::resourceList);
        routes.token("GET", "/extensions", _ -> Response.ok(Map.of("extensions", Extensions.ALL)))
                .token("GET", "/extensions/{alias}", this::extension)
                .get("/availability_zones", "get_availability_zone", this::zones);
    }

    private Response versions(Request r) {
        var links = List.of(Map.of("rel", "self", "href", r.baseUrl() + "/v2.0/"));
        return Response.ok(Map.of("versions", List.of(Map.of("id", "v2.0", "status", "CURRENT", "links", links))));
    }

    private Response resourceList(Request r) {
        var all = new ArrayList<Map<String, Object>>();
        for (var kind : Catalog.KINDS) {
            var one = new LinkedHashMap<String, Object>();
            one.put("name", kind.name());
            one.put("collection", kind.collection());
            one.put("links", List.of(Map.of("rel", "self", "href", r.baseUrl() + "/v2.0/" + kind.path())));
            all.add(one);
        }
        return Response.ok(Map.of("resources", all));
    }

    private Response extension(Request r) {
        return Extensions.ALL.stream()
                .filter(e -> e.alias().equals(r.path("alias")))
                .findFirst()
                .map(e -> Response.ok(Map.of("extension", e)))
                .orElseThrow(() -> Fault.coded(
                        "ExtensionNotFound",
                        new Fault.NotFound("Extension with alias %s does not exist".formatted(r.path("alias")))));
    }

    /** A zone is where an agent says that it is. */
    private Response zones(Request r) {
        r.authorize();
        var seen = new TreeSet<String>();
        var zones = new ArrayList<Map<String, String>>();
        for (var agent : resources.agents()) {
            var resource = Map.of(Agents.DHCP, "network", Agents.L3, "router").get(agent.text("agent_type"));
            var name = agent.text("availability_zone");
            if (resource != null && seen.add(name + "/" + resource)) {
                zones.add(Map.of("name", name, "resource", resource, "state", "available"));
            }
        }
        return Response.ok(Map.of("availability_zones", zones));
    }
}
