package stratus.nova.conductor;

import stratus.nova.domain.Server;
import stratus.nova.rpc.ConductorRpc.Instance;

/** Servers as hosts and guests are told of them. */
public final class Instances {
    private Instances() {}

    /** All that a host has to know to build it, and a guest may know of itself. */
    public static Instance of(Server server) {
        var spec = server.spec();
        var zone = spec.where().zone() == null ? "nova" : spec.where().zone();
        return new Instance(
                server.id(),
                server.projectId(),
                server.name(),
                server.hostname(),
                spec.flavor(),
                spec.image().id(),
                spec.image().properties(),
                spec.key().name(),
                spec.key().publicKey(),
                spec.userData(),
                spec.configDrive(),
                zone,
                server.launchIndex(),
                server.metadata(),
                spec.networks(),
                spec.securityGroups(),
                server.disks(),
                server.reservationId());
    }
}
