package stratus.nova.app;

import java.util.List;
import stratus.clients.neutron.Network;
import stratus.clients.neutron.SecurityGroup;
import stratus.nova.rpc.NetworkRequest;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;

/** Looks at what a request wants of Neutron before anything is begun: what is not there is refused at once. */
public record NetworkChecks(ServerPorts ports) {
    /** The security groups that are wanted, by their names as long as those are clear. */
    List<String> check(Caller caller, ServerRequest request) {
        var groups = securityGroups(caller, request.securityGroups());
        switch (request.networks().kind()) {
            case NONE -> {}
            case AUTO -> oneNetwork(caller);
            case LISTED -> request.networks().nics().forEach(nic -> nic(caller, nic));
        }
        return groups;
    }

    private List<String> securityGroups(Caller caller, List<String> wanted) {
        if (wanted.stream().allMatch("default"::equals)) {
            return wanted;
        }
        var known = ports.securityGroups(caller);
        return wanted.stream().map(name -> securityGroup(caller, known, name)).toList();
    }

    private static String securityGroup(Caller caller, List<SecurityGroup> known, String wanted) {
        var found = known.stream()
                .filter(g -> g.name().equals(wanted) || g.id().equals(wanted))
                .toList();
        if (found.isEmpty() && !wanted.equals("default")) {
            throw new Fault.Invalid("Security group %s not found for project %s."
                    .formatted(wanted, caller.projectId().text()));
        }
        if (found.size() > 1) {
            throw new Fault.Invalid(
                    "Multiple security groups found matching '%s'. Use an ID to be more specific.".formatted(wanted));
        }
        if (found.isEmpty()) {
            return wanted;
        }
        var name = found.getFirst().name();
        boolean clear = known.stream().filter(g -> g.name().equals(name)).count() == 1;
        return clear ? name : wanted;
    }

    private void oneNetwork(Caller caller) {
        long usable = ports.networks(caller).stream().filter(n -> !n.external()).count();
        if (usable > 1) {
            throw new Fault.Conflict("Multiple possible networks found, use a Network ID to be more specific.");
        }
    }

    private void nic(Caller caller, NetworkRequest.Nic nic) {
        if (nic.port() != null) {
            port(caller, nic.port());
        } else if (nic.network() != null) {
            network(caller, nic.network());
        }
    }

    private void port(Caller caller, PortId id) {
        try {
            var port = ports.port(caller, id);
            if (!port.deviceId().isEmpty()) {
                throw new Fault.Conflict("Port %s is still in use.".formatted(id.text()));
            }
            if (port.fixedIps().isEmpty()) {
                throw new Fault.Invalid("Port %s requires a FixedIP in order to be used.".formatted(id.text()));
            }
        } catch (Fault.NotFound gone) {
            throw new Fault.Invalid("Port id %s could not be found.".formatted(id.text()));
        }
    }

    private Network network(Caller caller, NetworkId id) {
        try {
            var network = ports.network(caller, id);
            if (network.subnets().isEmpty()) {
                throw new Fault.Invalid(
                        "Network %s requires a subnet in order to boot instances on.".formatted(id.text()));
            }
            return network;
        } catch (Fault.NotFound gone) {
            throw new Fault.Invalid("Network %s could not be found.".formatted(id.text()));
        }
    }
}
