package stratus.neutron.app;

import java.util.List;
import java.util.Set;
import stratus.neutron.domain.Cidr;
import stratus.neutron.domain.Ip;
import stratus.neutron.domain.Python;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A router's own routes: each leads to a neighbour. */
final class Routes {
    private Routes() {}

    /** Each next hop is on one of the networks, and is not the router itself. */
    static void check(JsonNode routes, List<Cidr> networks, Set<String> own) {
        for (var route : routes) {
            var nexthop = Resource.text(route.path("nexthop"));
            if (networks.stream().noneMatch(n -> n.contains(Ip.parse(nexthop)))) {
                throw invalid(routes, "the nexthop is not connected with router");
            }
            if (own.contains(nexthop)) {
                throw invalid(routes, "the nexthop is used by router");
            }
        }
    }

    private static RuntimeException invalid(JsonNode routes, String reason) {
        return Refusals.bad(
                "InvalidRoutes", "Invalid format for routes: %s, %s".formatted(Python.repr(routes), reason));
    }

    static ArrayNode union(JsonNode old, JsonNode added) {
        var all = JsonNodeFactory.instance.arrayNode();
        old.forEach(all::add);
        added.forEach(route -> {
            if (all.valueStream().noneMatch(route::equals)) {
                all.add(route);
            }
        });
        return all;
    }

    static ArrayNode difference(JsonNode old, JsonNode removed) {
        var rest = JsonNodeFactory.instance.arrayNode();
        old.forEach(route -> {
            if (removed.valueStream().noneMatch(route::equals)) {
                rest.add(route);
            }
        });
        return rest;
    }
}
