package stratus.nova.app;

import java.util.List;
import stratus.clients.neutron.Network;
import stratus.clients.neutron.NewPort;
import stratus.clients.neutron.Port;
import stratus.clients.neutron.SecurityGroup;
import stratus.clients.neutron.Subnet;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;

/** What Compute asks Neutron about the ports of servers that live. */
public interface ServerPorts {
    /** All ports of a server. */
    List<Port> of(Caller caller, ServerId server);

    Port port(Caller caller, PortId id);

    Network network(Caller caller, NetworkId id);

    Subnet subnet(Caller caller, String id);

    /** What the project may use. */
    List<Network> networks(Caller caller);

    /** Makes a port in the caller's project, bound to the host that it names. */
    Port create(Caller caller, NewPort wanted);

    Port bind(Caller caller, PortId id, ServerId server, String zone, String host);

    /** Takes a port from its host; it stays its server's. */
    void unhost(Caller caller, PortId id);

    /** Takes a port from its server, and keeps it. */
    void unbind(Caller caller, PortId id);

    /** What is gone already is a success. */
    void delete(Caller caller, PortId id);

    /** The project's security groups. */
    List<SecurityGroup> securityGroups(Caller caller);

    void setSecurityGroups(Caller caller, PortId id, List<String> groups);

    /** The floating addresses of a port. */
    List<Floating> floating(Caller caller, PortId id);

    /** One floating address and the fixed one that it stands for. */
    record Floating(String address, String fixed) {}
}
