package stratus.nova.app;

import java.util.List;
import stratus.clients.neutron.Network;
import stratus.nova.rpc.NetworkWish;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;

/** Looks at what a request wants of Neutron before anything is begun: what is not there is refused at once. */
public record Wishes(ServerPorts ports) {
    void check(Caller caller, ServerRequest request) {
        securityGroups(caller, request.securityGroups());
        switch (request.networks().kind()) {
            case NONE -> {}
            case AUTO -> oneNetwork(caller);
            case LISTED -> request.networks().nics().forEach(nic -> nic(caller, nic));
        }
    }

    private void securityGroups(Caller caller, List<String> wanted) {
        if (wanted.stream().allMatch("default"::equals)) {
            return;
        }
        var known = ports.securityGroups(caller);
        for (var name : wanted) {
            long found = known.stream()
                    .filter(g -> g.name().equals(name) || g.id().equals(name))
                    .count();
            if (found == 0 && !name.equals("default")) {
                throw new Fault.Invalid("Security group %s not found for project %s."
                        .formatted(name, caller.projectId().text()));
            }
            if (found > 1) {
                throw new Fault.Invalid(
                        "Multiple security groups found matching '%s'. Use an ID to be more specific.".formatted(name));
            }
        }
    }

    private void oneNetwork(Caller caller) {
        long usable = ports.networks(caller).stream().filter(n -> !n.external()).count();
        if (usable > 1) {
            throw new Fault.Conflict("Multiple possible networks found, use a Network ID to be more specific.");
        }
    }

    private void nic(Caller caller, NetworkWish.Nic nic) {
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
