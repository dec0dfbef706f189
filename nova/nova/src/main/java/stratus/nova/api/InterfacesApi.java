package stratus.nova.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.clients.neutron.Port;
import stratus.nova.app.Interfaces;
import stratus.nova.app.Servers;
import stratus.nova.domain.Server;
import stratus.nova.rpc.ServerPort;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import stratus.oslo.http.Since;

/** {@code /servers/{id}/os-interface}. */
public final class InterfacesApi {
    private static final String RULE = "os_compute_api:os-attach-interfaces:";

    private final Servers servers;
    private final Interfaces interfaces;

    public InterfacesApi(Servers servers, Interfaces interfaces) {
        this.servers = servers;
        this.interfaces = interfaces;
    }

    public void routes(Routes routes) {
        routes.get("/servers/{server_id}/os-interface", RULE + "list", this::list)
                .post("/servers/{server_id}/os-interface", RULE + "create", this::create)
                .get("/servers/{server_id}/os-interface/{port_id}", RULE + "show", this::show)
                .delete("/servers/{server_id}/os-interface/{port_id}", RULE + "delete", this::delete);
    }

    record Body(
            @JsonProperty("interfaceAttachment") @Nullable Wanted wanted) {}

    record Wanted(
            @Nullable UUID netId,
            @Nullable UUID portId,
            @Nullable List<FixedIp> fixedIps,
            @Since(49) @Nullable String tag) {
        Wanted {
            if (netId != null && portId != null) {
                throw new Fault.Invalid("Must not input both network_id and port_id");
            }
            if (fixedIps != null && fixedIps.size() != 1) {
                throw new Fault.Invalid(
                        "fixed_ips", "%s is too %s".formatted(fixedIps, fixedIps.isEmpty() ? "short" : "long"));
            }
            if (fixedIps != null && netId == null) {
                throw new Fault.Invalid("Must input network_id when request IP address");
            }
            if (tag != null) {
                ServerTagsApi.tag(tag);
            }
        }

        Interfaces.Wanted toWanted() {
            return new Interfaces.Wanted(
                    netId == null ? null : new NetworkId(netId),
                    portId == null ? null : new PortId(portId),
                    fixedIps == null ? null : fixedIps.getFirst().ipAddress(),
                    tag);
        }
    }

    record FixedIp(String ipAddress) {}

    private Response list(Request request) {
        var server = ServersApi.find(request, servers);
        var all = interfaces.list(request.caller(), server).stream()
                .map(p -> view(request, server, p))
                .toList();
        return Response.ok(Map.of("interfaceAttachments", all));
    }

    private Response show(Request request) {
        var server = ServersApi.find(request, servers);
        var port = interfaces.find(request.caller(), server, PortId.parse(request.path("port_id")));
        return Response.ok(Map.of("interfaceAttachment", view(request, server, port)));
    }

    private Response create(Request request) {
        var server = ServersApi.find(request, servers);
        var asked = request.body(Body.class).wanted();
        var wanted = asked == null ? new Interfaces.Wanted(null, null, null, null) : asked.toWanted();
        var port = interfaces.attach(request.caller(), server, wanted);
        return Response.ok(Map.of("interfaceAttachment", view(request, servers.get(server.id()), port)));
    }

    private Response delete(Request request) {
        var server = ServersApi.find(request, servers);
        interfaces.detach(request.caller(), server, PortId.parse(request.path("port_id")));
        return Response.accepted();
    }

    private static Map<String, @Nullable Object> view(Request request, Server server, Port port) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("net_id", port.network().text());
        all.put("port_id", port.id().text());
        all.put("mac_addr", port.macAddress());
        all.put("port_state", port.status());
        all.put(
                "fixed_ips",
                port.fixedIps().stream()
                        .map(f -> Map.of("subnet_id", f.subnetId(), "ip_address", f.ipAddress()))
                        .toList());
        if (request.version().atLeast(70)) {
            all.put("tag", tag(server, port));
        }
        return all;
    }

    private static @Nullable String tag(Server server, Port port) {
        for (ServerPort known : server.ports()) {
            if (known.port().equals(port.id())) {
                return known.tag();
            }
        }
        return null;
    }
}
