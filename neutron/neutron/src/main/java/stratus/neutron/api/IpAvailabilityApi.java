package stratus.neutron.api;

import java.util.List;
import java.util.Map;
import stratus.neutron.app.IpAvailability;
import stratus.neutron.app.Resources;
import stratus.neutron.app.Work;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v2.0/network-ip-availabilities}. */
public final class IpAvailabilityApi {
    private static final List<String> FILTERS =
            List.of("network_id", "network_name", "tenant_id", "project_id", "ip_version");

    private final Resources resources;
    private final IpAvailability availability = new IpAvailability();

    public IpAvailabilityApi(Resources resources) {
        this.resources = resources;
    }

    public void routes(Routes routes) {
        routes.get("/network-ip-availabilities", "get_network_ip_availability", this::list)
                .get("/network-ip-availabilities/{id}", "get_network_ip_availability", this::show);
    }

    private Response list(Request r) {
        r.authorize();
        var all = resources.read(
                r.caller(),
                w -> w.all(Kinds.NETWORK).stream()
                        .filter(n -> wanted(r, n) && version(r, w, n))
                        .map(n -> availability.of(w, n))
                        .toList());
        return Response.ok(Map.of("network_ip_availabilities", all));
    }

    private static boolean wanted(Request r, Resource network) {
        for (var name : r.query().names()) {
            if (!FILTERS.contains(name)) {
                throw Refusals.badRequest("['%s'] is invalid attribute for filtering".formatted(name));
            }
        }
        return fits(r, "network_id", network.id())
                && fits(r, "network_name", network.text("name"))
                && fits(r, "tenant_id", network.projectId())
                && fits(r, "project_id", network.projectId());
    }

    private static boolean version(Request r, Work work, Resource network) {
        return !r.query().has("ip_version")
                || work.subnets(network.id()).stream().anyMatch(s -> fits(r, "ip_version", s.text("ip_version")));
    }

    private static boolean fits(Request r, String name, String value) {
        return !r.query().has(name) || r.query().all(name).contains(value);
    }

    private Response show(Request r) {
        r.authorize();
        var network = resources.get(r.caller(), Kinds.NETWORK, r.path("id"));
        return Response.ok(
                Map.of("network_ip_availability", resources.read(r.caller(), w -> availability.of(w, network))));
    }
}
