package stratus.neutron.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;

/** What a port is: a MAC and addresses on a network, for a device, on a host. */
public final class Ports implements Rules {
    private final Quotas quotas;
    private final Addresses addresses = new Addresses();
    private final Bindings bindings;
    private final SecurityGroups groups;

    public Ports(Quotas quotas, Bindings bindings, SecurityGroups groups) {
        this.quotas = quotas;
        this.bindings = bindings;
        this.groups = groups;
    }

    @Override
    public Kind kind() {
        return Kinds.PORT;
    }

    @Override
    public Resource create(Work work, Resource wanted) {
        quotas.take(work, kind(), wanted.projectId());
        refuseForeignRouter(work, wanted);
        return make(work, wanted);
    }

    /** {@link #create} for the service's own purposes: no quota, and defaults for what is not said. */
    Resource make(Work work, Resource asked) {
        var wanted = defaults(asked);
        var network = work.get(Kinds.NETWORK, wanted.text("network_id"));
        if (!Sharing.usable(work, network)) {
            throw Refusals.notFound(Kinds.NETWORK, network.id());
        }
        var mac = wanted.given("mac_address") ? wanted.text("mac_address") : freshMac(work, network.id());
        if (wanted.given("mac_address") && macTaken(work, network.id(), mac)) {
            throw Refusals.conflict(
                    "MacAddressInUse",
                    "Unable to complete operation for network %s. The mac address %s is in use."
                            .formatted(network.id(), mac));
        }
        var port = secured(work, network, wanted.with("mac_address", mac).with("status", "DOWN"));
        port = bindings.bind(
                work,
                QosPolicies.checked(work, port.with("id", UUID.randomUUID().toString())));
        var ask = ask(port, wanted.has("fixed_ips") ? wanted.items("fixed_ips") : null);
        var fixed = addresses.choose(work, ask);
        var made = work.insertNamed(kind(), named(port.with("fixed_ips", fixed)));
        addresses.hold(work, ask, fixed);
        work.addresses().addGroups(work.tx(), made.id(), made.texts("security_groups"));
        return made;
    }

    private static Resource defaults(Resource asked) {
        var port = asked;
        for (var attribute : Kinds.PORT.attributes()) {
            if (attribute.otherwise() != null) {
                port = port.orElse(attribute.name(), attribute.otherwise());
            }
        }
        port = port.with("extra_dhcp_opts", PortExtras.options(List.of(), port.items("extra_dhcp_opts")));
        port = port.given("binding:profile") ? port : port.with("binding:profile", Map.of());
        return port.given("binding:host_id") ? port : port.with("binding:host_id", "");
    }

    private Resource secured(Work work, Resource network, Resource wanted) {
        boolean trusted = wanted.text("device_owner").startsWith("network:");
        var port = PortExtras.withPairs(wanted)
                .orElse("port_security_enabled", !trusted && network.flag("port_security_enabled"));
        boolean secure = port.flag("port_security_enabled");
        if (!secure) {
            if (!port.texts("security_groups").isEmpty()) {
                throw Refusals.conflict(
                        "PortSecurityAndIPRequiredForSecurityGroups",
                        "Port security must be enabled and port must have an IP address in order to use security groups.");
            }
            if (!port.texts("allowed_address_pairs").isEmpty()) {
                throw Refusals.conflict(
                        "AddressPairAndPortSecurityRequired",
                        "Port Security must be enabled in order to have allowed address pairs on a port.");
            }
            return port.with("security_groups", List.of());
        }
        if (port.given("security_groups")) {
            groups.requireAll(work, port.texts("security_groups"), port.projectId());
            return port;
        }
        return port.with(
                "security_groups",
                List.of(groups.ensureDefault(work, port.projectId()).id()));
    }

    private static Resource named(Resource port) {
        var name = port.text("dns_name");
        var assigned = new ArrayList<Map<String, String>>();
        for (var fixed : port.items("fixed_ips")) {
            var ip = fixed.text("ip_address");
            var host = name.isEmpty() ? "host-" + ip.replace('.', '-').replace(':', '-') : name;
            assigned.add(Map.of("ip_address", ip, "hostname", host, "fqdn", host + ".openstacklocal."));
        }
        return port.with("dns_assignment", assigned).with("ip_allocation", assigned.isEmpty() ? "none" : "immediate");
    }

    private static String freshMac(Work work, String network) {
        while (true) {
            int low = ThreadLocalRandom.current().nextInt(1 << 24);
            var mac = "fa:16:3e:%02x:%02x:%02x".formatted(low >> 16, low >> 8 & 0xff, low & 0xff);
            if (!macTaken(work, network, mac)) {
                return mac;
            }
        }
    }

    private static boolean macTaken(Work work, String network, String mac) {
        return !work.list(Kinds.PORT, Map.of("network_id", List.of(network), "mac_address", List.of(mac)))
                .isEmpty();
    }

    @Override
    public Resource update(Work work, Resource before, Resource changes) {
        var after = QosPolicies.checked(work, before, before.merge(changes));
        if (!after.given("mac_address")) {
            after = after.with("mac_address", freshMac(work, before.text("network_id")));
        }
        if (!after.given("security_groups")) {
            after = after.with("security_groups", List.of());
        }
        if (changes.has("extra_dhcp_opts")) {
            after = after.with(
                    "extra_dhcp_opts",
                    PortExtras.options(before.items("extra_dhcp_opts"), changes.items("extra_dhcp_opts")));
        }
        after = after.given("binding:profile") ? after : after.with("binding:profile", Map.of());
        after = after.given("binding:host_id") ? after : after.with("binding:host_id", "");
        refuseForeignRouter(work, after);
        var network = work.get(Kinds.NETWORK, before.text("network_id"));
        if (changes.has("security_groups")
                || changes.has("port_security_enabled")
                || changes.has("allowed_address_pairs")) {
            after = secured(work, network, after);
            work.addresses().setGroups(work.tx(), before.id(), after.texts("security_groups"));
        }
        if (changes.has("mac_address") && !before.text("mac_address").equals(after.text("mac_address"))) {
            refuseMac(work, before, after);
        }
        if (changes.has("fixed_ips")) {
            refuseMoved(work, before, after);
            work.addresses().release(work.tx(), before.id());
            after = readdressed(work, after);
            bindings.changed(work, after);
        }
        return work.save(kind(), named(bindings.rebind(work, before, after)));
    }

    /** An address that a floating IP stands for stays. */
    private static void refuseMoved(Work work, Resource before, Resource after) {
        var kept = Legs.addresses(List.of(after));
        for (var floating : work.list(Kinds.FLOATING_IP, "port_id", before.id())) {
            if (!kept.contains(floating.text("fixed_ip_address"))) {
                throw Refusals.bad(
                        "BadRequest",
                        "Bad port request: Cannot update the fixed_ips of the port %s, because its original fixed_ip has been associated to a floating ip."
                                .formatted(before.id()));
            }
        }
    }

    private Resource readdressed(Work work, Resource port) {
        var ask = ask(port, port.items("fixed_ips"));
        var fixed = addresses.choose(work, ask);
        addresses.hold(work, ask, fixed);
        return port.with("fixed_ips", fixed);
    }

    private static Addresses.Ask ask(Resource port, @Nullable List<Resource> wanted) {
        return new Addresses.Ask(
                port.id(), port.text("network_id"), port.text("mac_address"), wanted, port.text("device_owner"));
    }

    private static void refuseMac(Work work, Resource before, Resource after) {
        if (after.text("device_owner").startsWith("network:")) {
            throw Refusals.conflict(
                    "UnsupportedPortDeviceOwner",
                    "Operation mac address update is not supported for device_owner %s on port %s."
                            .formatted(after.text("device_owner"), before.id()));
        }
        if (!before.text("binding:host_id").isEmpty()) {
            throw Refusals.conflict(
                    "PortBound",
                    "Unable to complete operation on port %s, port is already bound, port type: %s, old_mac %s, new_mac %s."
                            .formatted(
                                    before.id(),
                                    before.text("binding:vif_type"),
                                    before.text("mac_address"),
                                    after.text("mac_address")));
        }
        if (macTaken(work, before.text("network_id"), after.text("mac_address"))) {
            throw Refusals.conflict(
                    "MacAddressInUse",
                    "Unable to complete operation for network %s. The mac address %s is in use."
                            .formatted(before.text("network_id"), after.text("mac_address")));
        }
    }

    @Override
    public void delete(Work work, Resource port) {
        for (var floating : work.list(Kinds.FLOATING_IP, "port_id", port.id())) {
            refuseForeign(work, port, floating);
            work.save(Kinds.FLOATING_IP, FloatingIps.loosened(floating));
        }
        work.addresses().release(work.tx(), port.id());
        work.addresses().setGroups(work.tx(), port.id(), List.of());
        work.delete(kind(), port);
    }

    private static void refuseForeign(Work work, Resource port, Resource floating) {
        var project = work.caller().project();
        if (!work.admin() && (project == null || !floating.projectId().equals(project.id()))) {
            throw Refusals.conflict(
                    "FipAssociated",
                    "Unable to complete the operation on port %s because the port still has an associated floating IP."
                            .formatted(port.id()));
        }
    }

    static boolean isRouters(Resource port) {
        return port.text("device_owner").startsWith("network:router");
    }

    /** Every port of the network has an address in the new subnet, which follows from its MAC. */
    void join(Work work, Resource subnet) {
        for (var port : work.list(Kinds.PORT, "network_id", subnet.text("network_id"))) {
            if (!isRouters(port) && !port.text("device_owner").equals("network:dhcp")) {
                var fixed = new ArrayList<>(port.items("fixed_ips"));
                fixed.add(Resource.of(Map.of("subnet_id", subnet.id())));
                update(work, port, Resource.empty().with("fixed_ips", fixed));
            }
        }
    }

    /** The port without its addresses in the subnet. */
    void leave(Work work, Resource port, Resource subnet) {
        var rest = port.items("fixed_ips").stream()
                .filter(f -> !f.text("subnet_id").equals(subnet.id()))
                .toList();
        update(work, port, Resource.empty().with("fixed_ips", rest));
    }

    /** Nobody slips a port to another project's router. */
    private static void refuseForeignRouter(Work work, Resource port) {
        if (!work.admin() && port.text("device_owner").equals(Legs.INTERFACE)) {
            work.find(Kinds.ROUTER, port.text("device_id"))
                    .filter(r -> !r.projectId().equals(port.projectId()))
                    .ifPresent(_ -> {
                        throw Refusals.conflict(
                                "DeviceIDNotOwnedByTenant",
                                "The following device_id %s is not owned by your project or matches another project router."
                                        .formatted(port.text("device_id")));
                    });
        }
    }

    /** A router's legs are the router's to remove, and a floating IP's port goes with it. */
    private static void refuseOwned(Work work, Resource port) {
        var owner = port.text("device_owner");
        var held = owner.startsWith("network:router_")
                ? work.find(Kinds.ROUTER, port.text("device_id"))
                : owner.equals(FloatingIps.OWNER)
                        ? work.find(Kinds.FLOATING_IP, port.text("device_id"))
                        : Optional.<Resource>empty();
        if (held.isPresent()) {
            throw Refusals.conflict(
                    "ServicePortInUse",
                    "Port %s cannot be deleted directly via the port API: has device owner %s."
                            .formatted(port.id(), owner));
        }
    }

    /** What the API may do to ports: those that routers hold it may not remove. */
    public Rules guarded() {
        return new Rules() {
            @Override
            public Kind kind() {
                return Ports.this.kind();
            }

            @Override
            public Resource create(Work work, Resource wanted) {
                return Ports.this.create(work, wanted);
            }

            @Override
            public Resource update(Work work, Resource before, Resource changes) {
                return Ports.this.update(work, before, changes);
            }

            @Override
            public void delete(Work work, Resource gone) {
                refuseOwned(work, gone);
                Ports.this.delete(work, gone);
            }
        };
    }
}
