package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.clients.user.UserApi;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** Changes of {@code /os-security-groups} and {@code /os-security-group-rules}: Neutron's groups, until 2.35. */
public final class LegacySecurityGroupsApi {
    private static final String RULE = "os_compute_api:os-security-groups:";
    private static final String GROUPS = "/v2.0/security-groups";
    private static final String RULES = "/v2.0/security-group-rules";

    private final UserApi neutron;

    public LegacySecurityGroupsApi(UserApi neutron) {
        this.neutron = neutron;
    }

    public void routes(Routes routes) {
        routes.post("/os-security-groups", RULE + "create", this::create)
                .put("/os-security-groups/{id}", RULE + "update", this::update)
                .delete("/os-security-groups/{id}", RULE + "delete", this::delete)
                .post("/os-security-group-rules", RULE + "rule:create", this::createRule)
                .delete("/os-security-group-rules/{id}", RULE + "rule:delete", this::deleteRule);
    }

    private Response create(Request request) {
        Legacy.begin(request);
        var wanted = Map.of("security_group", texts(request));
        try {
            return group(request, neutron.post(request.caller(), GROUPS, wanted));
        } catch (Fault.Conflict refused) {
            throw refusal(refused);
        }
    }

    private Response update(Request request) {
        Legacy.begin(request);
        var id = found(request, request.path("id"));
        var wanted = Map.of("security_group", texts(request));
        try {
            return group(request, neutron.put(request.caller(), GROUPS + "/" + id, wanted));
        } catch (Fault.Conflict refused) {
            throw refusal(refused);
        }
    }

    private Response delete(Request request) {
        Legacy.begin(request);
        var id = found(request, request.path("id"));
        try {
            neutron.delete(request.caller(), GROUPS + "/" + id);
            return Response.accepted();
        } catch (Fault.Conflict used) {
            throw refusal(used);
        }
    }

    /** Compute knows no conflict here: what Neutron refuses is a bad request, or too much. */
    private static Fault refusal(Fault.Conflict refused) {
        var said = String.valueOf(refused.getMessage());
        return "OverQuota".equals(refused.code()) ? new Fault.OverQuota(said) : new Fault.Invalid(said);
    }

    private String found(Request request, String id) {
        uuid(id);
        var gone = "Security group %s not found.".formatted(id);
        return Legacy.get(neutron, request, GROUPS + "/" + id, gone)
                .at("/security_group/id")
                .asString();
    }

    private static Map<String, Object> texts(Request request) {
        var body = request.json().path("security_group");
        ActionBody.only(body, "security_group", "name", "description");
        var all = new LinkedHashMap<String, Object>();
        for (var name : new String[] {"name", "description"}) {
            var given = body.path(name);
            boolean description = name.equals("description");
            var text = description && given.isNull() ? "" : given.isString() ? given.stringValue() : null;
            if (text == null || tooLong(text) || !description && text.isBlank()) {
                throw new Fault.Invalid(
                        "Security group %s is not a string between 1 and 255 characters".formatted(name));
            }
            all.put(name, text);
        }
        return all;
    }

    private static boolean tooLong(String text) {
        return text.length() > 255;
    }

    private static Response group(Request request, JsonNode answer) {
        var group = answer.path("security_group");
        var all = new LinkedHashMap<String, Object>();
        all.put("id", group.path("id"));
        all.put("name", group.path("name"));
        all.put("description", group.path("description"));
        all.put("tenant_id", group.path("project_id"));
        all.put(
                "rules",
                group.path("security_group_rules")
                        .valueStream()
                        .filter(r -> r.path("direction").asString("").equals("ingress"))
                        .map(r -> rule(r, Map.of()))
                        .toList());
        return Response.ok(Map.of("security_group", all));
    }

    private static Map<String, @Nullable Object> rule(JsonNode rule, Object group) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        var prefix = rule.path("remote_ip_prefix");
        boolean remote = rule.path("remote_group_id").isString();
        all.put("id", rule.path("id"));
        all.put("parent_group_id", rule.path("security_group_id"));
        all.put("ip_protocol", rule.path("protocol"));
        all.put("from_port", number(rule.path("port_range_min")));
        all.put("to_port", number(rule.path("port_range_max")));
        all.put("group", group);
        all.put("ip_range", remote ? Map.of() : Map.of("cidr", prefix.isString() ? prefix.stringValue() : "0.0.0.0/0"));
        return all;
    }

    /** Any port is -1 there. */
    private static Object number(JsonNode port) {
        return port.isNumber() ? port : -1;
    }

    private Response createRule(Request request) {
        Legacy.begin(request);
        var body = request.json().path("security_group_rule");
        ActionBody.only(
                body,
                "security_group_rule",
                "group_id",
                "parent_group_id",
                "to_port",
                "from_port",
                "ip_protocol",
                "cidr");
        var parent = found(request, body.path("parent_group_id").asString(""));
        var remote = body.path("group_id").isString() ? body.path("group_id").stringValue() : null;
        var group = remote == null ? Map.of() : named(request, remote);
        var wanted = SecurityRule.of(body, parent, remote);
        try {
            var made = neutron.post(request.caller(), RULES, Map.of("security_group_rule", wanted));
            return Response.ok(Map.of("security_group_rule", rule(made.path("security_group_rule"), group)));
        } catch (Fault.Conflict refused) {
            throw refusal(refused);
        }
    }

    private Map<String, Object> named(Request request, String id) {
        var group =
                neutron.get(request.caller(), GROUPS + "/" + found(request, id)).path("security_group");
        return Map.of("name", group.path("name"), "tenant_id", group.path("project_id"));
    }

    private static void uuid(String id) {
        if (!id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}")) {
            throw new Fault.Invalid("Security group id should be uuid");
        }
    }

    private Response deleteRule(Request request) {
        Legacy.begin(request);
        uuid(request.path("id"));
        try {
            neutron.delete(request.caller(), RULES + "/" + request.path("id"));
            return Response.accepted();
        } catch (Fault.NotFound gone) {
            throw new Fault.NotFound("Security group rule %s not found.".formatted(request.path("id")));
        }
    }
}
