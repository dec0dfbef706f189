package stratus.nova.app;

import java.util.List;
import stratus.clients.neutron.Network;
import stratus.clients.neutron.NetworkClient;
import stratus.clients.neutron.NewPort;
import stratus.clients.neutron.Port;
import stratus.clients.neutron.SecurityGroup;
import stratus.clients.neutron.Subnet;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;

/** Ports of Neutron. */
public record NeutronPorts(NetworkClient client) implements ServerPorts {
    @Override
    public List<Port> of(Caller caller, ServerId server) {
        return client.ports(caller, server);
    }

    @Override
    public Port port(Caller caller, PortId id) {
        return client.port(caller, id);
    }

    @Override
    public Network network(Caller caller, NetworkId id) {
        return client.network(caller, id);
    }

    @Override
    public Subnet subnet(Caller caller, String id) {
        return client.subnet(caller, id);
    }

    @Override
    public List<Network> networks(Caller caller) {
        return client.networks(caller);
    }

    @Override
    public Port create(Caller caller, NewPort wanted) {
        return client.createPort(caller, wanted);
    }

    @Override
    public Port bind(Caller caller, PortId id, ServerId server, String zone, String host) {
        return client.bind(caller, id, server, zone, host);
    }

    @Override
    public void unhost(Caller caller, PortId id) {
        client.unhost(caller, id);
    }

    @Override
    public void unbind(Caller caller, PortId id) {
        client.unbind(caller, id);
    }

    @Override
    public void delete(Caller caller, PortId id) {
        client.deletePort(caller, id);
    }

    @Override
    public List<SecurityGroup> securityGroups(Caller caller) {
        return client.securityGroups(caller);
    }

    @Override
    public void setSecurityGroups(Caller caller, PortId id, List<String> groups) {
        client.setSecurityGroups(caller, id, groups);
    }

    @Override
    public List<Floating> floating(Caller caller, PortId id) {
        return client.floatingIps(caller, id).stream()
                .map(f -> new Floating(f.floatingIpAddress(), f.fixedIpAddress()))
                .toList();
    }
}
