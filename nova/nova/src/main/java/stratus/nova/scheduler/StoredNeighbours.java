package stratus.nova.scheduler;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.nova.store.ServerGroupStore;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Ids.ServerId;

/** Neighbours as the database has them now. */
public record StoredNeighbours(ServerGroupStore groups, ServerStore servers) implements Neighbours {
    @Override
    public @Nullable Group group(ServerId server) {
        var group = groups.of(server).orElse(null);
        if (group == null) {
            return null;
        }
        var perHost = group.perHost();
        return new Group(group.policy(), perHost == null ? 1 : perHost, groups.hosts(group.id(), server));
    }

    @Override
    public Optional<String> host(ServerId server) {
        return servers.find(server).map(s -> s.host()).map(h -> h.value());
    }
}
