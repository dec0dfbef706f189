package stratus.neutron.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import stratus.neutron.app.Resources;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Resource;
import stratus.oslo.base.Caller;

/** The networks, groups and ports that some resources refer to, each read once. */
final class Surroundings {
    private final Map<String, Resource> networks;
    private final Map<String, Resource> groups;
    private final Map<String, Resource> ports;

    private Surroundings(Map<String, Resource> networks, Map<String, Resource> groups, Map<String, Resource> ports) {
        this.networks = networks;
        this.groups = groups;
        this.ports = ports;
    }

    static Surroundings of(Resources resources, Caller caller, Kind kind, List<Resource> some) {
        return new Surroundings(
                read(resources, caller, Kinds.NETWORK, "network_id", some),
                read(resources, caller, Kinds.SECURITY_GROUP, "security_group_id", some),
                kind == Kinds.FLOATING_IP ? read(resources, caller, Kinds.PORT, "port_id", some) : Map.of());
    }

    private static Map<String, Resource> read(
            Resources resources, Caller caller, Kind kind, String attribute, List<Resource> some) {
        var ids = some.stream()
                .filter(r -> r.given(attribute))
                .map(r -> r.text(attribute))
                .collect(Collectors.toSet());
        var found = new HashMap<String, Resource>();
        resources.all(caller, kind, ids).forEach(r -> found.put(r.id(), r));
        return found;
    }

    Optional<Resource> network(Resource of) {
        return Optional.ofNullable(networks.get(of.text("network_id")));
    }

    Optional<Resource> group(Resource of) {
        return Optional.ofNullable(groups.get(of.text("security_group_id")));
    }

    Optional<Resource> port(Resource of) {
        return Optional.ofNullable(ports.get(of.text("port_id")));
    }
}
