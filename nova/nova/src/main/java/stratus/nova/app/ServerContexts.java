package stratus.nova.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Aggregate;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerContext;
import stratus.nova.domain.ServerFault;
import stratus.nova.domain.VmState;
import stratus.nova.store.ActionStore;
import stratus.nova.store.ServerGroupStore;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;

/** Finds what is shown of servers beside their rows: faults, zones, hosts' states, groups. */
public final class ServerContexts {
    private final Aggregates aggregates;
    private final Hypervisors hypervisors;
    private final ActionStore actions;
    private final ServerGroupStore groups;

    public ServerContexts(
            Aggregates aggregates, Hypervisors hypervisors, ActionStore actions, ServerGroupStore groups) {
        this.aggregates = aggregates;
        this.hypervisors = hypervisors;
        this.actions = actions;
        this.groups = groups;
    }

    public ServerContext of(Server server) {
        return of(List.of(server)).getOrDefault(server.id(), new ServerContext(null, "", "", List.of()));
    }

    /** Of many at once; what they share is asked for once. */
    public Map<ServerId, ServerContext> of(List<Server> servers) {
        var zones = aggregates.list();
        var members = groups.groups(servers.stream().map(Server::id).toList());
        var states = new HashMap<HostName, String>();
        var all = new HashMap<ServerId, ServerContext>();
        for (var server : servers) {
            var host = server.host();
            var state = host == null ? "" : states.computeIfAbsent(host, hypervisors::status);
            all.put(
                    server.id(),
                    new ServerContext(
                            fault(server), zone(zones, server), state, members.getOrDefault(server.id(), List.of())));
        }
        return all;
    }

    private static String zone(List<Aggregate> zones, Server server) {
        var host = server.host();
        var asked = server.spec().where().zone();
        if (host != null) {
            return Aggregates.zoneOf(zones, host.value());
        }
        return asked == null ? "" : asked;
    }

    private @Nullable ServerFault fault(Server server) {
        boolean shown = server.vmState() == VmState.ERROR || server.vmState() == VmState.DELETED;
        return shown ? actions.fault(server.id()).orElse(null) : null;
    }
}
