package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.clients.user.UserApi;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /os-networks}, {@code /os-tenant-networks} and {@code /os-floating-ip-pools}: Neutron's networks, until 2.35. */
public final class LegacyNetworksApi {
    private static final String RULE = "os_compute_api:";
    private static final List<String> ALL =
            List.of("cidr", "netmask", "gateway", "broadcast", "dns1", "dns2", "cidr_v6", "gateway_v6", "netmask_v6");
    private static final List<String> ADMINS = List.of(
            "created_at",
            "updated_at",
            "deleted_at",
            "deleted",
            "injected",
            "bridge",
            "vlan",
            "vpn_public_address",
            "vpn_public_port",
            "vpn_private_address",
            "dhcp_start",
            "project_id",
            "host",
            "bridge_interface",
            "multi_host",
            "priority",
            "rxtx_base",
            "mtu",
            "dhcp_server",
            "enable_dhcp",
            "share_address");

    private final UserApi neutron;

    public LegacyNetworksApi(UserApi neutron) {
        this.neutron = neutron;
    }

    public void routes(Routes routes) {
        routes.get("/os-networks", RULE + "os-networks:list", r -> list(r, this::network))
                .get("/os-networks/{id}", RULE + "os-networks:show", r -> show(r, this::network))
                .get("/os-tenant-networks", RULE + "os-tenant-networks:list", r -> list(r, this::tenant))
                .get("/os-tenant-networks/{id}", RULE + "os-tenant-networks:show", r -> show(r, this::tenant))
                .get("/os-floating-ip-pools", RULE + "os-floating-ip-pools", this::pools);
    }

    private interface View {
        Map<String, @Nullable Object> of(JsonNode network, Request request);
    }

    private Response list(Request request, View view) {
        Legacy.begin(request);
        var all = neutron.get(request.caller(), "/v2.0/networks").path("networks");
        return Response.ok(Map.of(
                "networks", all.valueStream().map(n -> view.of(n, request)).toList()));
    }

    private Response show(Request request, View view) {
        Legacy.begin(request);
        var found = Legacy.get(neutron, request, "/v2.0/networks/" + request.path("id"), "Network not found");
        return Response.ok(Map.of("network", view.of(found.path("network"), request)));
    }

    /** Of what networks had before Neutron, only two fields are left. */
    private Map<String, @Nullable Object> network(JsonNode network, Request request) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("id", network.path("id"));
        all.put("label", network.path("name"));
        ALL.forEach(field -> all.put(field, null));
        if (request.caller().has("admin")) {
            ADMINS.forEach(field -> all.put(field, null));
        }
        return all;
    }

    private Map<String, @Nullable Object> tenant(JsonNode network, Request request) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("id", network.path("id"));
        all.put("label", network.path("name"));
        all.put("cidr", "None"); // as the text that it always was
        return all;
    }

    private Response pools(Request request) {
        Legacy.begin(request);
        var pools = new FloatingPools(neutron).all(request.caller());
        return Response.ok(Map.of(
                "floating_ip_pools",
                pools.stream().map(p -> Map.of("name", FloatingPools.name(p))).toList()));
    }
}
