package stratus.nova.conductor;

import java.util.function.Function;
import stratus.nova.app.BlockStorage;
import stratus.nova.app.ServerPorts;
import stratus.nova.domain.Server;
import stratus.nova.rpc.ComputeRpc;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;

/** What ties a server to its host: guest, ports, volumes and claim. Without them it keeps what is its own. */
record HostBindings(
        Function<HostName, ComputeRpc> compute,
        ServerPorts ports,
        BlockStorage volumes,
        Cleanup cleanup,
        LifecycleLog log) {
    private static final System.Logger LOG = System.getLogger("conductor");

    /** A host that is gone finds, once it is back, that it should not have the guest. */
    void destroy(Server server) {
        var host = server.host();
        if (host == null) {
            return;
        }
        try {
            compute.apply(host).destroy(new ComputeRpc.Destroy(cleanup.self(), server.id()));
        } catch (Fault.Unavailable gone) {
            LOG.log(System.Logger.Level.WARNING, "host of " + server.id().text() + " does not answer", gone);
        }
    }

    void freePorts(Server server) {
        for (var port : server.ports()) {
            try {
                ports.unhost(cleanup.self(), port.port());
            } catch (Fault.NotFound gone) {
                LOG.log(System.Logger.Level.DEBUG, "a port is gone", gone);
            }
        }
    }

    /** The volumes stay the server's, by one tie each that knows of no host. */
    void freeVolumes(Server server) {
        for (var disk : server.disks()) {
            var volume = disk.volume();
            var tie = disk.attachment();
            if (volume != null && tie != null) {
                free(server.id(), volume, tie);
            }
        }
    }

    /** The new tie is in the server's row before an old one goes: a crash in between leaves nothing that nobody knows. */
    private void free(ServerId server, VolumeId volume, AttachmentId tie) {
        var fresh = volumes.reserveAgain(cleanup.self(), volume, server).id();
        if (!fresh.equals(tie)) {
            log.reattached(server, tie, fresh);
        }
        volumes.ties(cleanup.self(), server).stream()
                .filter(old -> old.volume().equals(volume) && !old.id().equals(fresh))
                .forEach(old -> volumes.detach(cleanup.self(), old.id()));
    }

    void releaseClaim(ServerId server) {
        cleanup.releaseClaim(server);
    }
}
