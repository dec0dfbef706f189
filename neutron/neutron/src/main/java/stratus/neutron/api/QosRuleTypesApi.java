package stratus.neutron.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stratus.neutron.domain.Refusals;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v2.0/qos/rule-types}: the kinds of rules that hosts put into effect, and what rules of them may say. */
public final class QosRuleTypesApi {
    private static final Map<String, Object> KBPS = Map.of("start", 0, "end", Integer.MAX_VALUE);

    private static final Map<String, List<Map<String, Object>>> PARAMETERS = Map.of(
            "bandwidth_limit",
            List.of(
                    parameter("max_kbps", "range", KBPS),
                    parameter("max_burst_kbps", "range", KBPS),
                    parameter("direction", "choices", List.of("ingress", "egress"))),
            "dscp_marking",
            List.of(parameter(
                    "dscp_mark",
                    "choices",
                    List.of(0, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 44, 46, 48, 56))));

    private static Map<String, Object> parameter(String name, String type, Object values) {
        var all = new LinkedHashMap<String, Object>();
        all.put("parameter_name", name);
        all.put("parameter_type", type);
        all.put("parameter_values", values);
        return all;
    }

    public void routes(Routes routes) {
        routes.get("/qos/rule-types", "get_rule_type", QosRuleTypesApi::list)
                .get("/qos/rule-types/{type}", "get_rule_type_details", QosRuleTypesApi::show);
    }

    private static Response list(Request r) {
        r.authorize();
        var types = PARAMETERS.keySet().stream()
                .sorted()
                .map(type -> Map.of("type", type))
                .toList();
        return Response.ok(Map.of("rule_types", types));
    }

    private static Response show(Request r) {
        r.authorize();
        var parameters = PARAMETERS.get(r.path("type"));
        if (parameters == null) {
            throw Refusals.hidden();
        }
        var driver = Map.of("name", "linuxbridge", "supported_parameters", parameters);
        return Response.ok(Map.of("rule_type", Map.of("type", r.path("type"), "drivers", List.of(driver))));
    }
}
