package stratus.nova.app;

import java.util.Optional;
import java.util.function.Supplier;
import stratus.nova.conductor.Instances;
import stratus.nova.rpc.metadata.GuestData;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;

/** What guests may know of themselves, found by server. {@code self} is the service user. */
public record Metadata(ServerStore servers, GuestLinks links, Supplier<Caller> self) {
    /** Empty for a server that is not there, or is not the project's. */
    public Optional<GuestData> of(ServerId id, String project) {
        return servers.find(id)
                .filter(s -> s.projectId().text().equals(project))
                .map(s -> new GuestData(Instances.of(s), links.of(self.get(), id)));
    }
}
