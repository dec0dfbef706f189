package stratus.nova.app;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import stratus.clients.neutron.Port;
import stratus.clients.neutron.SecurityGroup;
import stratus.nova.domain.Server;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Db;

/** Puts all of a server's ports into a security group of Neutron's, or takes them out. */
public final class ServerSecurityGroups {
    private final Db db;
    private final ServerStore servers;
    private final ServerPorts ports;
    private final InstantSource clock;

    public ServerSecurityGroups(Db db, ServerStore servers, ServerPorts ports, InstantSource clock) {
        this.db = db;
        this.servers = servers;
        this.ports = ports;
        this.clock = clock;
    }

    /** The project's groups, as Neutron has them. */
    public List<SecurityGroup> list(Caller caller) {
        return ports.securityGroups(caller);
    }

    /** Those that the server's ports are in. */
    public List<SecurityGroup> of(Caller caller, Server server) {
        var in = ports.of(caller, server.id()).stream()
                .flatMap(p -> p.securityGroups().stream())
                .collect(Collectors.toSet());
        return list(caller).stream().filter(g -> in.contains(g.id())).toList();
    }

    public void add(Caller caller, Server server, String nameOrId) {
        var group = find(caller, nameOrId);
        for (var port : ports.of(caller, server.id())) {
            if (!port.securityGroups().contains(group.id())) {
                ports.setSecurityGroups(caller, port.id(), Lists.with(port.securityGroups(), group.id()));
            }
        }
        if (!server.spec().securityGroups().contains(group.name())) {
            shown(server, Lists.with(server.spec().securityGroups(), group.name()));
        }
    }

    public void remove(Caller caller, Server server, String nameOrId) {
        var group = find(caller, nameOrId);
        var in = ports.of(caller, server.id()).stream()
                .filter(p -> p.securityGroups().contains(group.id()))
                .toList();
        if (in.isEmpty()) {
            throw new Fault.Invalid("Security group %s is not associated with the instance %s"
                    .formatted(nameOrId, server.id().text()));
        }
        in.forEach(port -> ports.setSecurityGroups(caller, port.id(), without(port, group.id())));
        shown(
                server,
                server.spec().securityGroups().stream()
                        .filter(g -> !g.equals(group.name()) && !g.equals(group.id()))
                        .toList());
    }

    private static List<String> without(Port port, String id) {
        return port.securityGroups().stream().filter(g -> !g.equals(id)).toList();
    }

    private SecurityGroup find(Caller caller, String nameOrId) {
        var found = list(caller).stream()
                .filter(g -> g.id().equals(nameOrId) || g.name().equals(nameOrId))
                .toList();
        if (found.size() > 1) {
            throw new Fault.Conflict(
                    "Multiple security_group matches found for name '%s', use an ID to be more specific."
                            .formatted(nameOrId));
        }
        if (found.isEmpty()) {
            throw new Fault.NotFound("Security group %s not found.".formatted(nameOrId));
        }
        return found.getFirst();
    }

    private void shown(Server server, List<String> groups) {
        var now = clock.instant();
        db.run(tx -> servers.find(tx, server.id())
                .ifPresent(s -> servers.spec(tx, s.id(), s.spec().withSecurityGroups(groups), now)));
    }
}
