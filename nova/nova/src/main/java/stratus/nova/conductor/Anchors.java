package stratus.nova.conductor;

import stratus.nova.app.BlockStorage;
import stratus.nova.app.ServerPorts;
import stratus.nova.domain.Server;
import stratus.nova.rpc.ComputeRpc;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;

/** What ties a server to its host: guest, ports, volumes and claim. Without them it keeps what is its own. */
record Anchors(
        java.util.function.Function<HostName, ComputeRpc> compute,
        ServerPorts ports,
        BlockStorage volumes,
        Leftovers leftovers,
        LifecycleLog log) {
    private static final System.Logger LOG = System.getLogger("conductor");

    /** A host that is gone finds, once it is back, that it should not have the guest. */
    void destroy(Server server) {
        var host = server.host();
        if (host == null) {
            return;
        }
        try {
            compute.apply(host).destroy(new ComputeRpc.Destroy(leftovers.self(), server.id()));
        } catch (Fault.Unavailable gone) {
            LOG.log(System.Logger.Level.WARNING, "host of " + server.id().text() + " does not answer", gone);
        }
    }

    void freePorts(Server server) {
        for (var port : server.ports()) {
            try {
                ports.unhost(leftovers.self(), port.port());
            } catch (Fault.NotFound gone) {
                LOG.log(System.Logger.Level.DEBUG, "a port is gone", gone);
            }
        }
    }

    /** The volumes stay the server's, by ties that know of no host. A repeat leaves those as they are. */
    void freeVolumes(Caller caller, Server server) {
        for (var disk : server.disks()) {
            var volume = disk.volume();
            var tie = disk.attachment();
            if (volume == null || tie == null) {
                continue;
            }
            var fresh = volumes.reserve(caller, volume, server.id());
            if (!fresh.id().equals(tie)) {
                log.reattached(server.id(), tie, fresh.id());
                volumes.detach(caller, tie);
            }
        }
    }

    void releaseClaim(Server server) {
        leftovers.releaseClaim(server.id());
    }
}
