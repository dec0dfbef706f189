package stratus.nova.api;

import java.util.List;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** What upstream had once and has taken away: it says so, and not that there never was any. */
public final class RetiredApi {
    private static final List<String> GONE = List.of(
            "GET /os-agents",
            "POST /os-agents",
            "PUT /os-agents/{id}",
            "DELETE /os-agents/{id}",
            "GET /os-cells",
            "POST /os-cells",
            "GET /os-cells/capacities",
            "GET /os-cells/detail",
            "GET /os-cells/info",
            "POST /os-cells/sync_instances",
            "GET /os-cells/{id}",
            "PUT /os-cells/{id}",
            "DELETE /os-cells/{id}",
            "GET /os-cells/{id}/capacities",
            "POST /os-certificates",
            "GET /os-certificates/{id}",
            "GET /os-cloudpipe",
            "POST /os-cloudpipe",
            "PUT /os-cloudpipe/{id}",
            "GET /os-fixed-ips/{id}",
            "POST /os-fixed-ips/{id}/action",
            "GET /os-floating-ip-dns",
            "PUT /os-floating-ip-dns/{id}",
            "DELETE /os-floating-ip-dns/{id}",
            "GET /os-floating-ips-bulk",
            "POST /os-floating-ips-bulk",
            "GET /os-floating-ips-bulk/{id}",
            "PUT /os-floating-ips-bulk/{id}",
            "GET /os-fping",
            "GET /os-fping/{id}",
            "POST /os-networks",
            "POST /os-networks/add",
            "DELETE /os-networks/{id}",
            "POST /os-networks/{id}/action",
            "POST /os-tenant-networks",
            "DELETE /os-tenant-networks/{id}",
            "GET /os-security-group-default-rules",
            "POST /os-security-group-default-rules",
            "GET /os-security-group-default-rules/{id}",
            "DELETE /os-security-group-default-rules/{id}",
            "GET /servers/{server_id}/consoles",
            "POST /servers/{server_id}/consoles",
            "GET /servers/{server_id}/consoles/{id}",
            "DELETE /servers/{server_id}/consoles/{id}",
            "GET /servers/{server_id}/os-virtual-interfaces");

    public void routes(Routes routes) {
        for (var one : GONE) {
            int space = one.indexOf(' ');
            routes.token(one.substring(0, space), one.substring(space + 1), this::gone);
        }
    }

    private Response gone(Request request) {
        throw new Fault.Gone("This resource is no longer available. No forwarding address is given.");
    }
}
