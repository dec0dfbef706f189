package stratus.nova.compute;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.clients.neutron.Network;
import stratus.clients.neutron.NetworkClient;
import stratus.clients.neutron.NewPort;
import stratus.clients.neutron.Port;
import stratus.nova.rpc.ConductorRpc.Instance;
import stratus.nova.rpc.NetworkRequest;
import stratus.nova.rpc.ServerPort;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;

/** Ports of Neutron. */
public record NeutronNetworks(NetworkClient client) implements Networks {
    @Override
    public List<Bound> allocate(Caller caller, Instance instance, int attempt, String host) {
        var made = new ArrayList<>(client.ports(caller, instance.id(), attempt));
        var bound = new ArrayList<Bound>();
        for (var nic : requests(caller, instance)) {
            bound.add(
                    nic.port() == null
                            ? make(caller, instance, attempt, host, nic, made)
                            : take(caller, instance, host, nic.port(), nic.tag()));
        }
        return bound;
    }

    private List<NetworkRequest.Nic> requests(Caller caller, Instance instance) {
        if (instance.networks().kind() != NetworkRequest.Kind.AUTO) {
            return instance.networks().nics();
        }
        var usable = client.networks(caller).stream().filter(n -> !n.external()).toList();
        if (usable.size() > 1) {
            throw new Fault.Conflict("Multiple possible networks found, use a Network ID to be more specific.");
        }
        return usable.stream()
                .map(n -> new NetworkRequest.Nic(n.id(), null, null, null))
                .toList();
    }

    /** A port that the same attempt made before a crash is the one. */
    private Bound make(
            Caller caller, Instance instance, int attempt, String host, NetworkRequest.Nic nic, List<Port> made) {
        var id = nic.network();
        if (id == null) {
            throw new Fault.Invalid("A network or a port is required.");
        }
        var network = client.network(caller, id);
        var before = made.stream().filter(p -> p.network().equals(id)).findFirst();
        before.ifPresent(made::remove);
        var port = before.orElseGet(() -> client.createPort(
                caller,
                new NewPort(
                        instance.id(),
                        attempt,
                        id,
                        host,
                        instance.zone(),
                        nic.fixedIp(),
                        groups(caller, instance, network),
                        instance.hostname())));
        return bound(port, network, true, nic.tag());
    }

    private @Nullable List<String> groups(Caller caller, Instance instance, Network network) {
        var names = instance.securityGroups();
        return !network.portSecurity() || names.equals(List.of("default"))
                ? null
                : client.securityGroups(caller, names);
    }

    private Bound take(Caller caller, Instance instance, String host, PortId id, @Nullable String tag) {
        var port = client.port(caller, id);
        if (!port.deviceId().isEmpty() && !port.deviceId().equals(instance.id().text())) {
            throw new Fault.Conflict("Port %s is still in use.".formatted(id.text()));
        }
        var network = client.network(caller, port.network());
        return bound(client.bind(caller, id, instance.id(), instance.zone(), host), network, false, tag);
    }

    @Override
    public List<Bound> rebind(Caller caller, Instance instance, List<ServerPort> ports, String host) {
        return ports.stream()
                .map(p -> {
                    var port = client.bind(caller, p.port(), instance.id(), instance.zone(), host);
                    return bound(port, client.network(caller, port.network()), p.created(), p.tag());
                })
                .toList();
    }

    private static Bound bound(Port port, Network network, boolean created, @Nullable String tag) {
        if ("binding_failed".equals(port.vifType())) {
            throw new Fault.Unavailable("network binding", null); // of this host: another may do
        }
        var addresses = port.fixedIps().stream()
                .map(ip -> new ServerPort.Address(ip.ipAddress(), ip.ipAddress().contains(":") ? 6 : 4, "fixed"))
                .toList();
        var shown =
                new ServerPort(port.id(), port.network(), network.name(), port.macAddress(), addresses, created, tag);
        return new Bound(shown, port.bridge(), network.mtu(), port.active());
    }

    @Override
    public void release(Caller caller, ServerId server, int attempt, String host) {
        for (var port : client.ports(caller, server)) {
            if (port.attempt() != null && port.attempt() == attempt) {
                client.deletePort(caller, port.id());
            } else if (port.attempt() == null && host.equals(port.host())) {
                client.unbind(caller, port.id());
            }
        }
    }

    @Override
    public Set<PortId> down(Caller caller, Set<PortId> ports) {
        var down = new HashSet<PortId>();
        for (var id : ports) {
            if (!client.port(caller, id).active()) {
                down.add(id);
            }
        }
        return down;
    }
}
