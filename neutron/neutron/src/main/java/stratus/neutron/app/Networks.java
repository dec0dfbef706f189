package stratus.neutron.app;

import static stratus.neutron.domain.AccessKinds.EXTERNAL;
import static stratus.neutron.domain.AccessKinds.SHARED;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.oslo.base.Fault;

/** What a network is: a segment of its own, of a type that the agents can do. */
public final class Networks implements Rules {
    private static final String TYPE = "provider:network_type";
    private static final String PHYSICAL = "provider:physical_network";
    private static final String SEGMENT = "provider:segmentation_id";

    private final Quotas quotas;
    private final Agents agents;
    private final FloatingIps floatingIps;

    public Networks(Quotas quotas, Agents agents, FloatingIps floatingIps) {
        this.quotas = quotas;
        this.agents = agents;
        this.floatingIps = floatingIps;
    }

    @Override
    public Kind kind() {
        return Kinds.NETWORK;
    }

    @Override
    public Resource create(Work work, Resource wanted) {
        quotas.take(work, kind(), wanted.projectId());
        refuseSecondDefault(work, wanted);
        var network = segmented(work, wanted)
                .with("status", "ACTIVE")
                .with("subnets", List.of())
                .orElse("availability_zone_hints", List.of())
                .with("availability_zones", List.of())
                .with("ipv4_address_scope", null)
                .with("ipv6_address_scope", null)
                .orElse("dns_domain", "");
        var made = work.insert(kind(), QosPolicies.ofNetwork(work, sized(network.with("shared", false))));
        if (wanted.flag("shared")) {
            Sharing.open(work, kind(), made, SHARED);
        }
        if (wanted.flag("router:external")) {
            Sharing.open(work, kind(), made, EXTERNAL);
        }
        return made;
    }

    /** With the MTU that was asked for, or as much as fits through its type of network. */
    private static Resource sized(Resource network) {
        int most = network.text(TYPE).equals("vxlan") ? 1450 : 1500;
        if (network.number("mtu") > most) {
            throw Refusals.input("Requested MTU is too big, maximum is %d".formatted(most));
        }
        return network.number("mtu") == 0 ? network.with("mtu", most) : network;
    }

    /** One external network at most is the one that projects get without asking. */
    private static void refuseSecondDefault(Work work, Resource network) {
        if (!network.flag("is_default") || !network.flag("router:external")) {
            return;
        }
        for (var other : work.list(Kinds.NETWORK, "router:external", "true")) {
            if (other.flag("is_default") && !other.id().equals(network.text("id"))) {
                throw Refusals.conflict(
                        "DefaultExternalNetworkExists",
                        "A default external network already exists: %s.".formatted(other.id()));
            }
        }
    }

    private Resource segmented(Work work, Resource wanted) {
        var type = wanted.given(TYPE) ? wanted.text(TYPE) : agents.tenantNetworkType(work);
        var physical = wanted.orNull(PHYSICAL);
        if (!wanted.given(TYPE) && (physical != null || wanted.given(SEGMENT))) {
            throw Refusals.input("network_type required");
        }
        validate(wanted, type, physical);
        var id = segmentation(work, wanted, type, physical == null ? "" : physical);
        return wanted.with(TYPE, type)
                .with(PHYSICAL, physical)
                .with(SEGMENT, id < 0 ? null : id)
                .with("segment", type.equals("local") ? null : key(type, physical == null ? "" : physical, id));
    }

    private static void validate(Resource wanted, String type, @Nullable String physical) {
        switch (type) {
            case "flat" -> {
                if (physical == null) {
                    throw Refusals.input("physical_network required for flat provider network");
                }
                prohibit(wanted, SEGMENT, type);
            }
            case "vlan" -> {
                if (physical == null && wanted.given(SEGMENT)) {
                    throw Refusals.input("segmentation_id requires physical_network for VLAN provider network");
                }
            }
            case "vxlan" -> {
                if (physical != null) {
                    throw Refusals.input("provider:physical_network specified for vxlan network");
                }
            }
            case "local" -> {
                prohibit(wanted, PHYSICAL, type);
                prohibit(wanted, SEGMENT, type);
            }
            default -> throw Refusals.input("network_type value '%s' not supported".formatted(type));
        }
    }

    private static void prohibit(Resource wanted, String attribute, String type) {
        if (wanted.given(attribute)) {
            throw Refusals.input(
                    "%s prohibited for %s provider network".formatted(attribute.substring("provider:".length()), type));
        }
    }

    private static int segmentation(Work work, Resource wanted, String type, String physical) {
        if (type.equals("flat")) {
            refuseTaken(
                    work,
                    key(type, physical, -1),
                    "FlatNetworkInUse",
                    "Unable to create the flat network. Physical network %s is in use.".formatted(physical));
        }
        if (type.equals("local") || type.equals("flat")) {
            return -1;
        }
        if (!wanted.given(SEGMENT)) {
            return free(work, type, physical);
        }
        int id = wanted.number(SEGMENT);
        boolean vlan = type.equals("vlan");
        if (id < 1 || vlan && id > 4094) {
            throw Refusals.input("segmentation_id out of range (1 through %d)".formatted(vlan ? 4094 : 16777215));
        }
        refuseTaken(
                work,
                key(type, physical, id),
                vlan ? "VlanIdInUse" : "TunnelIdInUse",
                vlan
                        ? "Unable to create the network. The VLAN %d on physical network %s is in use."
                                .formatted(id, physical)
                        : "Unable to create the network. The tunnel ID %d is in use.".formatted(id));
        return id;
    }

    private static void refuseTaken(Work work, String key, String refusal, String message) {
        if (!work.list(Kinds.NETWORK, "segment", key).isEmpty()) {
            throw Refusals.conflict(refusal, message);
        }
    }

    private static RuntimeException noneFree() {
        return Fault.coded("NoNetworkAvailable", new Fault.Unavailable("network segment", null));
    }

    private static int free(Work work, String type, String physical) {
        if (type.equals("vlan") && physical.isEmpty()) {
            throw noneFree();
        }
        var taken = taken(work, type, physical);
        int most = type.equals("vlan") ? 4094 : 16777215;
        for (int id = 1; id <= most; id++) {
            if (!taken.contains(id)) {
                return id;
            }
        }
        throw noneFree();
    }

    private static Set<Integer> taken(Work work, String type, String physical) {
        return work.list(Kinds.NETWORK, Map.of()).stream()
                .filter(n -> n.text(TYPE).equals(type) && n.text(PHYSICAL).equals(physical))
                .map(n -> n.number(SEGMENT))
                .collect(Collectors.toSet());
    }

    private static String key(String type, String physical, int id) {
        return type + ":" + physical + ":" + id;
    }

    @Override
    public Resource update(Work work, Resource before, Resource changes) {
        var fixed = Stream.of(TYPE, PHYSICAL, SEGMENT)
                .filter(a -> changes.has(a) && !changes.get(a).equals(before.get(a)))
                .collect(Collectors.joining(", "));
        if (!fixed.isEmpty()) {
            throw Refusals.input(
                    "Plugin does not support updating the following provider network attributes: " + fixed);
        }
        if (changes.has("router:external") && before.flag("router:external") != changes.flag("router:external")) {
            turn(work, before, changes.flag("router:external"));
        }
        if (changes.has("shared")) {
            share(work, before, changes.flag("shared"));
        }
        var after = QosPolicies.checked(work, before, sized(before.merge(changes.without("shared"))));
        refuseSecondDefault(work, after);
        return work.save(kind(), after);
    }

    /** Makes it external for all, or for nobody. */
    private void turn(Work work, Resource network, boolean external) {
        if (external) {
            Sharing.open(work, kind(), network, EXTERNAL);
        } else {
            refuseExternalInUse(work, network);
            Sharing.revokeAll(work, network.id(), EXTERNAL);
        }
    }

    private void share(Work work, Resource network, boolean withAll) {
        boolean shared = Sharing.toAll(work, network.id(), SHARED);
        if (withAll && !shared) {
            Sharing.open(work, kind(), network, SHARED);
        } else if (shared && !withAll) {
            refuseSharedInUse(work, network);
            Sharing.closeToAll(work, network.id(), SHARED);
        }
    }

    /** A policy opens it to someone: it has changed, and is external if the policy says so. */
    void granted(Work work, Resource network, String action) {
        work.save(kind(), action.equals(EXTERNAL) ? network.with("router:external", true) : network);
    }

    /** A policy is gone: what is external for nobody is not external. */
    void revoked(Work work, Resource network, String action) {
        boolean external = !Sharing.targets(work, network.id(), EXTERNAL).isEmpty();
        work.save(kind(), action.equals(EXTERNAL) ? network.with("router:external", external) : network);
    }

    private static void refuseExternalInUse(Work work, Resource network) {
        if (!work.list(Kinds.FLOATING_IP, "floating_network_id", network.id()).isEmpty()
                || ports(work, network).stream()
                        .anyMatch(p -> p.text("device_owner").equals("network:router_gateway"))) {
            throw Refusals.conflict(
                    "ExternalNetworkInUse",
                    "External network %s cannot be updated to be made non-external, since it has existing gateway ports."
                            .formatted(network.id()));
        }
    }

    /** Projects whose guests or subnets are in it keep it shared, unless a policy of their own does. */
    private static void refuseSharedInUse(Work work, Resource network) {
        var users = ports(work, network).stream()
                .filter(p -> !p.text("device_owner").startsWith("network:"))
                .map(Resource::projectId)
                .collect(Collectors.toSet());
        work.subnets(network.id()).forEach(s -> users.add(s.projectId()));
        users.removeAll(Sharing.targets(work, network.id(), SHARED));
        users.remove(network.projectId());
        if (!users.isEmpty()) {
            throw Refusals.conflict(
                    "InvalidSharedSetting",
                    "Unable to reconfigure sharing settings for network %s. Multiple projects are using it."
                            .formatted(network.text("name")));
        }
    }

    private static List<Resource> ports(Work work, Resource network) {
        return work.list(Kinds.PORT, "network_id", network.id());
    }

    /** Ports of DHCP servers go with the network; any other keeps it. */
    @Override
    public void delete(Work work, Resource network) {
        floatingIps.deleteLoose(work, network);
        var ports = ports(work, network);
        if (ports.stream().anyMatch(p -> !p.text("device_owner").equals("network:dhcp"))) {
            throw Refusals.conflict(
                    "NetworkInUse",
                    "Unable to complete operation on network %s. There are one or more ports still in use on the network, id for these ports is: %s."
                            .formatted(
                                    network.id(),
                                    ports.stream().map(Resource::id).collect(Collectors.joining(","))));
        }
        for (var port : ports) {
            work.addresses().release(work.tx(), port.id());
            work.addresses().setGroups(work.tx(), port.id(), List.of());
            work.delete(Kinds.PORT, port);
        }
        work.list(Kinds.SUBNET, "network_id", network.id()).forEach(s -> work.delete(Kinds.SUBNET, s));
        work.delete(kind(), network);
    }
}
