package stratus.nova;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import stratus.clients.neutron.Network;
import stratus.clients.neutron.NewPort;
import stratus.clients.neutron.Port;
import stratus.clients.neutron.SecurityGroup;
import stratus.clients.neutron.Subnet;
import stratus.nova.app.ServerPorts;
import stratus.nova.conductor.Cleanup;
import stratus.nova.domain.Server;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;

/** A Neutron with one network, on which every port gets the next address. */
public final class StrawPorts implements ServerPorts, Cleanup.Devices {
    final Map<PortId, Port> ports = new ConcurrentHashMap<>();
    final NetworkId network = NetworkId.random();
    private final Deaths deaths;
    private int next = 1;

    public StrawPorts() {
        this(new Deaths());
    }

    StrawPorts(Deaths deaths) {
        this.deaths = deaths;
    }

    @Override
    public List<Port> of(Caller caller, ServerId server) {
        return ports.values().stream()
                .filter(p -> p.deviceId().equals(server.text()))
                .toList();
    }

    @Override
    public Port port(Caller caller, PortId id) {
        var found = ports.get(id);
        if (found == null) {
            throw new Fault.NotFound("Port", id.text());
        }
        return found;
    }

    @Override
    public Network network(Caller caller, NetworkId id) {
        return new Network(id, "net", "p", false, false, true, 1500, List.of("subnet"));
    }

    @Override
    public Subnet subnet(Caller caller, String id) {
        return new Subnet(id, "192.0.2.0/24", "192.0.2.254", false, null, List.of("192.0.2.53"), List.of());
    }

    @Override
    public List<Network> networks(Caller caller) {
        return List.of(network(caller, network));
    }

    @Override
    public Port create(Caller caller, NewPort wanted) {
        return put(PortId.random(), wanted.server().text(), wanted.host(), List.of());
    }

    @Override
    public Port bind(Caller caller, PortId id, ServerId server, String zone, String host) {
        return put(id, server.text(), host, port(caller, id).securityGroups());
    }

    @Override
    public void unhost(Caller caller, PortId id) {
        var port = port(caller, id);
        deaths.around("unhost port", () -> put(id, port.deviceId(), null, port.securityGroups()));
    }

    @Override
    public void unbind(Caller caller, PortId id) {
        put(id, "", null, port(caller, id).securityGroups());
    }

    @Override
    public void delete(Caller caller, PortId id) {
        ports.remove(id);
    }

    @Override
    public List<SecurityGroup> securityGroups(Caller caller) {
        return List.of(new SecurityGroup("sg-id", "sg", "", "p", List.of()));
    }

    @Override
    public void setSecurityGroups(Caller caller, PortId id, List<String> groups) {
        var p = port(caller, id);
        put(id, p.deviceId(), p.host(), groups);
    }

    @Override
    public List<Floating> floating(Caller caller, PortId id) {
        return List.of();
    }

    @Override
    public void release(Caller self, ServerId server, int attempt) {}

    @Override
    public void releaseAll(Caller self, Server server) {
        deaths.around("release ports", () -> of(self, server.id()).forEach(port -> unbind(self, port.id())));
    }

    private Port put(PortId id, String device, @Nullable String host, List<String> groups) {
        var before = ports.get(id);
        var ips = before == null ? List.of(new Port.FixedIp("subnet", "192.0.2." + next++)) : before.fixedIps();
        var port = new Port(
                id,
                "",
                network,
                "p",
                "fa:16:3e:00:00:01",
                ips,
                device,
                "compute:nova",
                "ACTIVE",
                host,
                "bridge",
                "br",
                groups,
                before == null ? Integer.valueOf(1) : before.attempt());
        ports.put(id, port);
        return port;
    }
}
