package stratus.neutron.app;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Resource;

/** The projects whose resources depend on an object of another. */
final class Dependents {
    private Dependents() {}

    /** The projects that use the object as shared, the owner among them. */
    static Set<String> of(Work work, Kind kind, String id) {
        return switch (kind.table()) {
            case "network" -> projects(work.list(Kinds.PORT, "network_id", id));
            case "subnetpool" -> projects(work.list(Kinds.SUBNET, "subnetpool_id", id));
            case "address_group" -> projects(work.list(Kinds.SECURITY_GROUP_RULE, "remote_address_group_id", id));
            case "qos_policy" -> {
                var all = projects(work.list(Kinds.NETWORK, "qos_policy_id", id));
                all.addAll(projects(work.list(Kinds.PORT, "qos_policy_id", id)));
                yield all;
            }
            case "address_scope" -> projects(work.list(Kinds.SUBNETPOOL, "address_scope_id", id));
            case "security_group" -> {
                var ports = Set.copyOf(work.addresses().portsOf(work.tx(), id));
                yield projects(work.list(Kinds.PORT, Map.of("id", ports)));
            }
            default -> throw new IllegalArgumentException(kind.name());
        };
    }

    /** Those whose routers have their gateways in the network. */
    static Set<String> routersIn(Work work, String network) {
        var routers = work
                .list(Kinds.PORT, Map.of("network_id", List.of(network), "device_owner", List.of(Legs.GATEWAY)))
                .stream()
                .map(p -> p.text("device_id"))
                .collect(Collectors.toSet());
        return projects(work.list(Kinds.ROUTER, Map.of("id", routers)));
    }

    /** Those of nobody do not count: they belong to routers and floating addresses. */
    private static Set<String> projects(List<Resource> resources) {
        var all = new HashSet<String>();
        resources.forEach(r -> all.add(r.projectId()));
        all.remove("");
        return all;
    }
}
