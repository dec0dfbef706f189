package stratus.neutron.app;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import stratus.neutron.domain.Ip;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;

/** What a floating IP is: an address of an external network that stands for an inner one, or for none. */
public final class FloatingIps implements Rules {
    static final String OWNER = "network:floatingip";

    private final Quotas quotas;
    private final Ports ports;
    private final Agents agents;
    private final Bindings bindings;

    public FloatingIps(Quotas quotas, Ports ports, Agents agents, Bindings bindings) {
        this.quotas = quotas;
        this.ports = ports;
        this.agents = agents;
        this.bindings = bindings;
    }

    @Override
    public Kind kind() {
        return Kinds.FLOATING_IP;
    }

    @Override
    public Resource create(Work work, Resource wanted) {
        quotas.take(work, kind(), wanted.projectId());
        var network = external(work, wanted.text("floating_network_id"));
        var id = UUID.randomUUID().toString();
        var address = address(work, id, network, wanted);
        var floating = loosened(wanted.without("subnet_id")
                .with("id", id)
                .with("floating_ip_address", address)
                .orElse("dns_name", "")
                .orElse("dns_domain", ""));
        var made = work.insertNamed(kind(), associated(work, floating, wanted));
        tellPort(work, made);
        return made;
    }

    /** The server of the floating IP's port is shown with it, or no more. */
    private void tellPort(Work work, Resource floating) {
        if (floating.given("port_id")) {
            work.find(Kinds.PORT, floating.text("port_id")).ifPresent(port -> bindings.changed(work, port));
        }
    }

    private static Resource external(Work work, String id) {
        var network = work.get(Kinds.NETWORK, id);
        if (!Sharing.usable(work, network)) {
            throw Refusals.notFound(Kinds.NETWORK, id);
        }
        if (!network.flag("router:external")) {
            throw bad("Network %s is not a valid external network".formatted(id));
        }
        if (work.list(Kinds.SUBNET, "network_id", id).stream().noneMatch(s -> s.number("ip_version") == 4)) {
            throw bad("Network %s does not contain any IPv4 subnet".formatted(id));
        }
        return network;
    }

    static RuntimeException bad(String message) {
        return Refusals.bad("BadRequest", "Bad floatingip request: %s.".formatted(message));
    }

    /** Held by a port of its own, so that nobody else gets it. */
    private String address(Work work, String id, Resource network, Resource wanted) {
        var fixed = Resource.empty();
        if (wanted.given("subnet_id")) {
            fixed = fixed.with("subnet_id", wanted.text("subnet_id"));
        }
        if (wanted.given("floating_ip_address")) {
            fixed = fixed.with("ip_address", wanted.text("floating_ip_address"));
        }
        var port = Resource.empty()
                .with("project_id", "")
                .with("network_id", network.id())
                .with("device_id", id)
                .with("device_owner", OWNER);
        var held = ports.make(work, fixed.body().isEmpty() ? port : port.with("fixed_ips", List.of(fixed)));
        return held.items("fixed_ips").stream()
                .map(f -> f.text("ip_address"))
                .filter(a -> Ip.parse(a).version() == 4)
                .findFirst()
                .orElseThrow(() -> Refusals.bad(
                        "ExternalIpAddressExhausted",
                        "Unable to find any IP address on external network %s.".formatted(network.id())));
    }

    @Override
    public Resource update(Work work, Resource before, Resource changes) {
        boolean blank = changes.body().isEmpty(); // of old, that frees it
        var said = blank || changes.has("port_id") || !before.given("port_id")
                ? changes
                : changes.with("port_id", before.text("port_id"));
        if (changes.given("fixed_ip_address") && !changes.given("port_id")) {
            throw bad("fixed_ip_address cannot be specified without a port_id");
        }
        var after = work.save(kind(), associated(work, before.merge(changes.without("port_id")), said));
        tellPort(work, before);
        if (!after.text("port_id").equals(before.text("port_id"))) {
            tellPort(work, after);
        }
        return after;
    }

    /** The same, belonging to the port that {@code said} names, or to none. */
    private Resource associated(Work work, Resource floating, Resource said) {
        if (said.given("fixed_ip_address") && !said.given("port_id")) {
            throw bad("fixed_ip_address cannot be specified without a port_id");
        }
        if (!said.given("port_id")) {
            return loosened(floating);
        }
        var inner = Inner.of(work, floating, said);
        var router = inner.router(work, floating.text("floating_network_id"));
        boolean kept = router.equals(floating.text("router_id"));
        return floating.with("port_id", inner.port().id())
                .with("fixed_ip_address", inner.address())
                .with("router_id", router)
                .with("status", agents.fake() ? "ACTIVE" : kept ? floating.text("status") : "DOWN");
    }

    @Override
    public void delete(Work work, Resource floating) {
        work.delete(kind(), floating);
        tellPort(work, floating);
        for (var port : work.list(Kinds.PORT, Map.of("device_id", List.of(floating.id())))) {
            if (port.text("device_owner").equals(OWNER)) {
                ports.delete(work, port);
            }
        }
    }

    /** Those of a network that belong to nobody's port go with it. */
    void deleteLoose(Work work, Resource network) {
        for (var floating : work.list(Kinds.FLOATING_IP, "floating_network_id", network.id())) {
            if (!floating.given("port_id")) {
                delete(work, floating);
            }
        }
    }

    /** The same, belonging to no port. */
    static Resource loosened(Resource floating) {
        return floating.with("port_id", null)
                .with("fixed_ip_address", null)
                .with("router_id", null)
                .with("status", "DOWN");
    }
}
