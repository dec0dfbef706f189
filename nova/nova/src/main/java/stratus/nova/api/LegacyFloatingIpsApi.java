package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.clients.user.UserApi;
import stratus.nova.domain.Server;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /os-floating-ips}, until 2.35, and the actions that give servers such addresses, until 2.43: Neutron's. */
public final class LegacyFloatingIpsApi {
    private static final String RULE = "os_compute_api:os-floating-ips:";
    private static final String ALL = "/v2.0/floatingips";

    private final UserApi neutron;
    private final FloatingPools pools;

    public LegacyFloatingIpsApi(UserApi neutron) {
        this.neutron = neutron;
        this.pools = new FloatingPools(neutron);
    }

    public void routes(Routes routes) {
        routes.get("/os-floating-ips", RULE + "list", this::list)
                .get("/os-floating-ips/{id}", RULE + "show", this::show)
                .post("/os-floating-ips", RULE + "create", this::create)
                .delete("/os-floating-ips/{id}", RULE + "delete", this::delete);
    }

    public Map<String, ServerActionsApi.Action> actions() {
        return Map.of("addFloatingIp", this::add, "removeFloatingIp", this::remove);
    }

    private Response list(Request request) {
        Legacy.begin(request);
        var project = request.caller().projectId().text();
        var all = neutron.get(request.caller(), ALL + "?project_id=" + project).path("floatingips");
        var networks = pools.all(request.caller());
        return Response.ok(Map.of(
                "floating_ips",
                all.valueStream().map(f -> view(request, f, networks)).toList()));
    }

    private Response show(Request request) {
        Legacy.begin(request);
        return Response.ok(Map.of("floating_ip", view(request, find(request))));
    }

    private JsonNode find(Request request) {
        var id = request.path("id");
        return Legacy.get(neutron, request, ALL + "/" + id, "Floating IP not found for ID " + id)
                .path("floatingip");
    }

    private Response create(Request request) {
        Legacy.begin(request);
        var body = request.json();
        var given = body.path("pool");
        if (!given.isMissingNode() && !given.isNull() && !given.isString()) {
            throw new Fault.Invalid("pool", "%s is not of type 'string', 'null'".formatted(given));
        }
        var name = given.isString() ? given.stringValue() : null;
        var pool = pools.find(request.caller(), name);
        var wanted = Map.of("floatingip", Map.of("floating_network_id", pool.path("id")));
        try {
            var made = neutron.post(request.caller(), ALL, wanted).path("floatingip");
            return Response.ok(Map.of("floating_ip", view(request, made)));
        } catch (Fault.Conflict refused) {
            throw refusal(refused, name);
        }
    }

    private static Fault refusal(Fault refused, @Nullable String pool) {
        var where = pool == null ? "" : " in pool " + pool;
        return "OverQuota".equals(refused.code())
                ? new Fault.Forbidden("IP allocation over quota%s.".formatted(where), null)
                : new Fault.NotFound(
                        pool == null ? "No more floating IPs available." : "No more floating IPs%s.".formatted(where));
    }

    private Response delete(Request request) {
        Legacy.begin(request);
        var found = find(request);
        neutron.delete(request.caller(), ALL + "/" + found.path("id").asString());
        return Response.accepted();
    }

    private Map<String, @Nullable Object> view(Request request, JsonNode floating) {
        return view(request, floating, pools.all(request.caller()));
    }

    private Map<String, @Nullable Object> view(Request request, JsonNode floating, List<JsonNode> networks) {
        var network = floating.path("floating_network_id").asString();
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("id", floating.path("id"));
        all.put("ip", floating.path("floating_ip_address"));
        all.put("fixed_ip", floating.path("fixed_ip_address"));
        all.put("instance_id", pools.server(request.caller(), floating));
        all.put("pool", pool(networks, network));
        return all;
    }

    private static String pool(List<JsonNode> networks, String id) {
        return networks.stream()
                .filter(p -> id.equals(p.path("id").asString()))
                .findFirst()
                .map(FloatingPools::name)
                .orElse(id);
    }

    private Response add(Request request, Server server, JsonNode body) {
        Values.until(request, 43);
        ActionBody.only(body, "addFloatingIp", "address", "fixed_address");
        ServerActionsApi.require(request, server, "os-floating-ips:add");
        var address = address(body, "address");
        var fixed = body.has("fixed_address") ? address(body, "fixed_address") : null;
        var port = FixedAddress.of(server, address, fixed);
        var floating = pools.address(request.caller(), address);
        associate(request, floating, Map.of("port_id", port.port(), "fixed_ip_address", port.address()));
        return Response.accepted();
    }

    private void associate(Request request, JsonNode floating, Map<String, @Nullable Object> change) {
        var path = ALL + "/" + floating.path("id").asString();
        try {
            neutron.put(request.caller(), path, Map.of("floatingip", change));
        } catch (Fault.Conflict refused) {
            throw new Fault.Invalid("floating IP is already associated");
        } catch (Fault.Invalid | Fault.NotFound refused) {
            throw new Fault.Invalid(String.valueOf(refused.getMessage()));
        }
    }

    private static String address(JsonNode body, String name) {
        var given = body.path(name);
        if (!given.isString()) {
            throw new Fault.Invalid(
                    name, given.isMissingNode() ? "is required" : "%s is not an address".formatted(given));
        }
        return given.stringValue();
    }

    private Response remove(Request request, Server server, JsonNode body) {
        Values.until(request, 43);
        ActionBody.only(body, "removeFloatingIp", "address");
        ServerActionsApi.require(request, server, "os-floating-ips:remove");
        var address = address(body, "address");
        var floating = pools.address(request.caller(), address);
        if (!server.id().text().equals(pools.server(request.caller(), floating))) {
            throw new Fault.Conflict("Floating IP %s is not associated with instance %s."
                    .formatted(address, server.id().text()));
        }
        var nothing = new LinkedHashMap<String, @Nullable Object>();
        nothing.put("port_id", null);
        associate(request, floating, nothing);
        return Response.accepted();
    }
}
