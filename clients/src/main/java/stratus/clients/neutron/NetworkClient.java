package stratus.clients.neutron;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.http.RestClient;
import tools.jackson.databind.JsonNode;

/** The network service by REST: on the caller's behalf, and as ourselves where only services may. */
public final class NetworkClient {
    private static final String ATTEMPT = "stratus_attempt";

    private final Function<Caller, RestClient> user;
    private final Function<Caller, RestClient> service;

    /** Each gives a client of the service's base; {@code service} has our own token, of a service or an admin. */
    public NetworkClient(Function<Caller, RestClient> user, Function<Caller, RestClient> service) {
        this.user = user;
        this.service = service;
    }

    /** What the project may use: its own networks and the shared ones. */
    public List<Network> networks(Caller caller) {
        var project = caller.projectId().value();
        return all(user.apply(caller).get("/v2.0/networks"), "networks").stream()
                .map(NetworkClient::network)
                .filter(n -> n.projectId().equals(project) || n.shared())
                .toList();
    }

    public Network network(Caller caller, NetworkId id) {
        return network(user.apply(caller).get("/v2.0/networks/" + id.text()).path("network"));
    }

    public Port port(Caller caller, PortId id) {
        return port(user.apply(caller).get("/v2.0/ports/" + id.text()).path("port"));
    }

    /** All ports of a server, with their bindings. */
    public List<Port> ports(Caller caller, ServerId server) {
        return all(service.apply(caller).get("/v2.0/ports?device_id=" + server.text()), "ports").stream()
                .map(NetworkClient::port)
                .toList();
    }

    /** Those of the server's ports that an attempt of its build made. */
    public List<Port> ports(Caller caller, ServerId server, int attempt) {
        return ports(caller, server).stream()
                .filter(p -> p.attempt() != null && p.attempt() == attempt)
                .toList();
    }

    /** Makes a port in the caller's project, bound if a host is named; the caller must be able to see the network. */
    public Port createPort(Caller caller, NewPort wanted) {
        network(caller, wanted.network());
        var fields = new LinkedHashMap<String, Object>();
        fields.put("network_id", wanted.network().text());
        fields.put("project_id", caller.projectId().value());
        fields.put("admin_state_up", true);
        fields.put("device_id", wanted.server().text());
        fields.put("device_owner", "compute:" + wanted.zone());
        fields.put("binding:profile", Map.of(ATTEMPT, wanted.attempt()));
        put(fields, "binding:host_id", wanted.host());
        put(fields, "dns_name", wanted.dnsName());
        put(fields, "security_groups", wanted.securityGroups());
        put(fields, "fixed_ips", wanted.fixedIp() == null ? null : List.of(Map.of("ip_address", wanted.fixedIp())));
        return port(service.apply(caller)
                .post("/v2.0/ports", Map.of("port", fields))
                .path("port"));
    }

    /** Gives a port to a server on a host; one whose binding fails comes back with {@code binding_failed}. */
    public Port bind(Caller caller, PortId id, ServerId server, String zone, String host) {
        return update(
                caller,
                id,
                Map.of("device_id", server.text(), "device_owner", "compute:" + zone, "binding:host_id", host));
    }

    /** Takes a port from its host, and leaves it its server's. */
    public Port unhost(Caller caller, PortId id) {
        return update(caller, id, Map.of("binding:host_id", ""));
    }

    /** Takes a port from its server and host, and keeps it. */
    public Port unbind(Caller caller, PortId id) {
        return update(caller, id, Map.of("device_id", "", "device_owner", "", "binding:host_id", ""));
    }

    /** The port is in these groups, by id, and in no others. */
    public Port setSecurityGroups(Caller caller, PortId id, List<String> groups) {
        return update(caller, id, Map.of("security_groups", groups));
    }

    /** The floating addresses that stand for a port's fixed ones. */
    public List<FloatingIp> floatingIps(Caller caller, PortId id) {
        return all(service.apply(caller).get("/v2.0/floatingips?port_id=" + id.text()), "floatingips").stream()
                .map(f -> new FloatingIp(text(f, "id"), text(f, "floating_ip_address"), text(f, "fixed_ip_address")))
                .toList();
    }

    /** A subnet, whoever's it is. */
    public Subnet subnet(Caller caller, String id) {
        var s = service.apply(caller).get("/v2.0/subnets/" + id).path("subnet");
        var routes = s.path("host_routes")
                .valueStream()
                .map(r -> new Subnet.Route(text(r, "destination"), text(r, "nexthop")))
                .toList();
        return new Subnet(
                id,
                text(s, "cidr"),
                orNull(s, "gateway_ip"),
                s.path("enable_dhcp").asBoolean(false),
                orNull(s, "ipv6_address_mode"),
                texts(s.path("dns_nameservers")),
                routes);
    }

    /** What is gone already is a success. */
    public void deletePort(Caller caller, PortId id) {
        service.apply(caller).delete("/v2.0/ports/" + id.text());
    }

    /** Ids of the project's groups by name or id; refuses what is not there and a name that several have. */
    public List<String> securityGroups(Caller caller, List<String> namesOrIds) {
        var groups = all(
                user.apply(caller)
                        .get("/v2.0/security-groups?project_id="
                                + encode(caller.projectId().value())),
                "security_groups");
        var ids = new ArrayList<String>();
        for (var wanted : namesOrIds) {
            var found = groups.stream()
                    .filter(g -> text(g, "id").equals(wanted) || text(g, "name").equals(wanted))
                    .toList();
            if (found.size() > 1) {
                throw new Fault.Conflict("Multiple security groups found matching '%s'. Use an ID to be more specific."
                        .formatted(wanted));
            }
            if (found.isEmpty()) {
                throw new Fault.Invalid("Security group %s not found for project %s."
                        .formatted(wanted, caller.projectId().value()));
            }
            ids.add(text(found.getFirst(), "id"));
        }
        return ids;
    }

    /** The project's security groups with their rules. */
    public List<SecurityGroup> securityGroups(Caller caller) {
        var project = encode(caller.projectId().value());
        return all(user.apply(caller).get("/v2.0/security-groups?project_id=" + project), "security_groups").stream()
                .map(NetworkClient::securityGroup)
                .toList();
    }

    private static SecurityGroup securityGroup(JsonNode g) {
        var rules = g.path("security_group_rules")
                .valueStream()
                .map(r -> new SecurityGroup.Rule(
                        text(r, "id"),
                        text(r, "direction"),
                        orNull(r, "protocol"),
                        number(r, "port_range_min"),
                        number(r, "port_range_max"),
                        orNull(r, "remote_ip_prefix"),
                        orNull(r, "remote_group_id")))
                .toList();
        return new SecurityGroup(text(g, "id"), text(g, "name"), text(g, "description"), text(g, "project_id"), rules);
    }

    private static @Nullable Integer number(JsonNode node, String name) {
        var value = node.path(name);
        return value.isIntegralNumber() ? Integer.valueOf(value.intValue()) : null;
    }

    /** How many more ports the project may have; {@link Integer#MAX_VALUE} without a limit. */
    public int portsLeft(Caller caller) {
        var port = user.apply(caller)
                .get("/v2.0/quotas/%s/details".formatted(caller.projectId().value()))
                .path("quota")
                .path("port");
        int limit = port.path("limit").asInt(-1);
        return limit < 0
                ? Integer.MAX_VALUE
                : Math.max(0, limit - port.path("used").asInt(0));
    }

    private Port update(Caller caller, PortId id, Map<String, Object> fields) {
        return port(service.apply(caller)
                .put("/v2.0/ports/" + id.text(), Map.of("port", fields))
                .path("port"));
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static Network network(JsonNode n) {
        return new Network(
                NetworkId.parse(text(n, "id")),
                text(n, "name"),
                text(n, "project_id"),
                n.path("shared").asBoolean(false),
                n.path("router:external").asBoolean(false),
                n.path("port_security_enabled").asBoolean(true),
                n.path("mtu").asInt(1500),
                texts(n.path("subnets")));
    }

    private static Port port(JsonNode p) {
        var fixed = p.path("fixed_ips")
                .valueStream()
                .map(f -> new Port.FixedIp(text(f, "subnet_id"), text(f, "ip_address")))
                .toList();
        var attempt = p.path("binding:profile").path(ATTEMPT);
        return new Port(
                PortId.parse(text(p, "id")),
                text(p, "name"),
                NetworkId.parse(text(p, "network_id")),
                text(p, "project_id"),
                text(p, "mac_address"),
                fixed,
                text(p, "device_id"),
                text(p, "device_owner"),
                text(p, "status"),
                orNull(p, "binding:host_id"),
                orNull(p, "binding:vif_type"),
                orNull(p.path("binding:vif_details"), "bridge_name"),
                texts(p.path("security_groups")),
                attempt.isIntegralNumber() ? Integer.valueOf(attempt.intValue()) : null);
    }

    private static List<JsonNode> all(JsonNode answer, String collection) {
        return answer.path(collection).valueStream().toList();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private static @Nullable String orNull(JsonNode node, String name) {
        var value = text(node, name);
        return value.isEmpty() ? null : value;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
