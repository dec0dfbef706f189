package stratus.neutron.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import stratus.neutron.app.Resources;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Resource;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v2.0/floatingip-pools}: the subnets that the caller's floating IPs may come from. */
public final class FloatingIpPoolsApi {
    private final Resources resources;

    public FloatingIpPoolsApi(Resources resources) {
        this.resources = resources;
    }

    public void routes(Routes routes) {
        routes.get("/floatingip-pools", "get_floatingip_pool", this::list);
    }

    private Response list(Request r) {
        r.authorize();
        var external = resources.list(r.caller(), Kinds.NETWORK, Map.of("router:external", List.of("true"))).stream()
                .map(Resource::id)
                .collect(Collectors.toSet());
        var pools = resources.read(
                r.caller(),
                w -> external.stream()
                        .sorted()
                        .flatMap(n -> w.subnets(n).stream())
                        .filter(s -> s.number("ip_version") == 4)
                        .map(s -> pool(r, s))
                        .toList());
        var fields = Set.copyOf(r.query().all("fields"));
        return Response.ok(Map.of(
                "floatingip_pools",
                pools.stream().map(p -> Listing.only(p, fields)).toList()));
    }

    private static Resource pool(Request r, Resource subnet) {
        var project = r.caller().project();
        var all = new LinkedHashMap<String, Object>();
        all.put("subnet_id", subnet.id());
        all.put("subnet_name", subnet.text("name"));
        all.put("network_id", subnet.text("network_id"));
        all.put("cidr", subnet.text("cidr"));
        all.put("project_id", project == null ? "" : project.id());
        all.put("tenant_id", project == null ? "" : project.id());
        return Resource.of(all);
    }
}
