package stratus.nova.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stratus.nova.app.Servers;
import stratus.nova.domain.Server;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /servers/{id}/ips}: a server's addresses by the names of its networks. */
public final class ServerIpsApi {
    private final Servers servers;

    public ServerIpsApi(Servers servers) {
        this.servers = servers;
    }

    public void routes(Routes routes) {
        routes.get("/servers/{server_id}/ips", "os_compute_api:ips:index", this::list)
                .get("/servers/{server_id}/ips/{network}", "os_compute_api:ips:show", this::show);
    }

    private record Ip(String addr, int version) {}

    private Response list(Request request) {
        return Response.ok(Map.of("addresses", ips(ServersApi.find(request, servers))));
    }

    private Response show(Request request) {
        var network = request.path("network");
        var ips = ips(ServersApi.find(request, servers)).get(network);
        if (ips == null) {
            throw new Fault.NotFound("Instance is not a member of specified network");
        }
        return Response.ok(Map.of(network, ips));
    }

    private static Map<String, List<Ip>> ips(Server server) {
        var all = new LinkedHashMap<String, List<Ip>>();
        for (var port : server.ports()) {
            var ips = all.computeIfAbsent(port.network(), _ -> new ArrayList<>());
            port.addresses().forEach(a -> ips.add(new Ip(a.addr(), a.version())));
        }
        return all;
    }
}
