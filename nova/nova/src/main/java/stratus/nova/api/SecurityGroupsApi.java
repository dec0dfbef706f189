package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.clients.neutron.SecurityGroup;
import stratus.nova.app.ServerSecurityGroups;
import stratus.nova.app.Servers;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** Neutron's security groups as Compute used to show them: all until 2.35, those of a server still. */
public final class SecurityGroupsApi {
    private static final String RULE = "os_compute_api:os-security-groups:";

    private final Servers servers;
    private final ServerSecurityGroups groups;

    public SecurityGroupsApi(Servers servers, ServerSecurityGroups groups) {
        this.servers = servers;
        this.groups = groups;
    }

    public void routes(Routes routes) {
        routes.get("/os-security-groups", RULE + "get", this::list)
                .get("/os-security-groups/{id}", RULE + "show", this::show)
                .get("/servers/{server_id}/os-security-groups", RULE + "list", this::ofServer);
    }

    private Response list(Request request) {
        request.authorize();
        Values.until(request, 35);
        return all(groups.list(request.caller()));
    }

    private Response ofServer(Request request) {
        var server = ServersApi.find(request, servers);
        return all(groups.of(request.caller(), server));
    }

    private static Response all(List<SecurityGroup> some) {
        return Response.ok(
                Map.of("security_groups", some.stream().map(g -> body(g, some)).toList()));
    }

    private Response show(Request request) {
        request.authorize();
        Values.until(request, 35);
        var id = request.path("id");
        var all = groups.list(request.caller());
        var group = all.stream()
                .filter(g -> g.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Fault.NotFound("Security group %s not found.".formatted(id)));
        return Response.ok(Map.of("security_group", body(group, all)));
    }

    private static Map<String, Object> body(SecurityGroup group, List<SecurityGroup> all) {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", group.id());
        body.put("name", group.name());
        body.put("description", group.description());
        body.put("tenant_id", group.projectId());
        body.put(
                "rules",
                group.rules().stream()
                        .filter(r -> r.direction().equals("ingress"))
                        .map(r -> rule(group, r, all))
                        .toList());
        return body;
    }

    private static Map<String, @Nullable Object> rule(
            SecurityGroup group, SecurityGroup.Rule rule, List<SecurityGroup> all) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("id", rule.id());
        body.put("parent_group_id", group.id());
        body.put("ip_protocol", rule.protocol());
        body.put("from_port", rule.fromPort());
        body.put("to_port", rule.toPort());
        var remote = rule.remoteGroup();
        var prefix = rule.remotePrefix();
        body.put("group", remote == null ? Map.of() : named(remote, all));
        body.put("ip_range", remote != null ? Map.of() : Map.of("cidr", prefix == null ? "0.0.0.0/0" : prefix));
        return body;
    }

    private static Map<String, Object> named(String id, List<SecurityGroup> all) {
        return all.stream()
                .filter(g -> g.id().equals(id))
                .findFirst()
                .<Map<String, Object>>map(g -> Map.of("name", g.name(), "tenant_id", g.projectId()))
                .orElse(Map.of());
    }
}
