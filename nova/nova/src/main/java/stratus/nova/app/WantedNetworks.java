package stratus.nova.app;

import java.util.function.Supplier;
import stratus.clients.neutron.Network;
import stratus.nova.rpc.NetworkRequest;
import stratus.nova.rpc.NetworkRequest.Kind;
import stratus.nova.rpc.NetworkRequest.Nic;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;

/** Whether a request's networks, ports and security groups are there, and are the caller's to use. */
record WantedNetworks(ServerPorts ports) {
    void check(Caller caller, ServerRequest request) {
        var wish = request.networks();
        switch (wish.kind()) {
            case NONE -> {}
            case AUTO -> auto(caller);
            case LISTED -> listed(caller, wish, request.maxCount());
        }
        if (wish.kind() != Kind.NONE) {
            groups(caller, request);
        }
    }

    private void auto(Caller caller) {
        var usable = ports.networks(caller).stream().filter(n -> !n.external()).count();
        if (usable > 1) {
            throw new Fault.Conflict("Multiple possible networks found, use a Network ID to be more specific.");
        }
    }

    private void listed(Caller caller, NetworkRequest wish, int count) {
        for (var nic : wish.nics()) {
            alone(nic, count);
            if (nic.port() != null) {
                port(caller, nic.port());
            } else if (nic.network() != null) {
                network(caller, nic.network());
            }
        }
    }

    private static void alone(Nic nic, int count) {
        if (count > 1 && nic.port() != null) {
            throw new Fault.Invalid("Unable to launch multiple instances with a single configured port ID."
                    + " Please launch your instance one by one with different ports.");
        }
        if (count > 1 && nic.fixedIp() != null) {
            throw new Fault.Invalid("Invalid fixed IP and max count requested.");
        }
    }

    private void port(Caller caller, PortId id) {
        var port = there(() -> ports.port(caller, id), "Port", id.text());
        if (!port.deviceId().isEmpty()) {
            throw new Fault.Conflict("Port %s is still in use.".formatted(id.text()));
        }
        if (port.fixedIps().isEmpty()) {
            throw new Fault.Invalid("Port %s requires a FixedIP in order to be used.".formatted(id.text()));
        }
    }

    private void network(Caller caller, NetworkId id) {
        Network network = there(() -> ports.network(caller, id), "Network", id.text());
        if (network.external() && !network.shared() && !caller.has("admin")) {
            throw new Fault.Forbidden(
                    "It is not allowed to create an interface on external network %s".formatted(id.text()), null);
        }
        if (network.subnets().isEmpty()) {
            throw new Fault.Invalid("Network %s requires a subnet in order to boot instances on.".formatted(id.text()));
        }
    }

    private void groups(Caller caller, ServerRequest request) {
        var names = request.securityGroups();
        if (names.stream().allMatch("default"::equals)) {
            return;
        }
        var known = ports.securityGroups(caller);
        for (var name : names) {
            long found = known.stream()
                    .filter(g -> g.id().equals(name) || g.name().equals(name))
                    .count();
            if (found == 0) {
                throw new Fault.Invalid("Security group %s not found for project %s."
                        .formatted(name, caller.projectId().value()));
            }
            if (found > 1) {
                throw new Fault.Conflict(
                        "Multiple security groups found matching '%s'. Use an ID to be more specific.".formatted(name));
            }
        }
    }

    private static <T> T there(Supplier<T> look, String kind, String id) {
        try {
            return look.get();
        } catch (Fault.NotFound gone) {
            throw new Fault.Invalid("%s %s could not be found.".formatted(kind, id));
        }
    }
}
