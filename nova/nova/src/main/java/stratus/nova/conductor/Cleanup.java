package stratus.nova.conductor;

import java.util.UUID;
import java.util.function.Supplier;
import stratus.nova.domain.Server;
import stratus.nova.scheduler.Placement;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;

/** What a build may have made elsewhere, found by server and attempt; removed with the service user's own token. */
public final class Cleanup {
    private final Placement placement;
    private final Devices ports;
    private final ServerVolumes volumes;
    private final Supplier<Caller> self;

    /** Ports of Neutron, or attachments and volumes of Cinder. */
    public interface Devices {
        /** Removes what one attempt made; nothing is a success. */
        void release(Caller self, ServerId server, int attempt);

        /** Removes all that is the server's: it is being deleted. */
        void releaseAll(Caller self, Server server);
    }

    /** What the conductor asks Cinder. */
    public interface ServerVolumes extends Devices {
        /** Ties existing volumes to the server before any host is known; a repeat changes nothing. */
        void reserve(Caller caller, Server server);

        /** Takes back what {@link #reserve} did. */
        void unreserve(Caller self, ServerId server);
    }

    public Cleanup(Placement placement, Devices ports, ServerVolumes volumes, Supplier<Caller> self) {
        this.placement = placement;
        this.ports = ports;
        this.volumes = volumes;
        this.self = self;
    }

    Caller self() {
        return self.get();
    }

    void releaseClaim(ServerId server) {
        placement.release(server);
    }

    void park(Server server, UUID move) {
        placement.park(server, move);
    }

    void unpark(Server server, UUID move) {
        placement.unpark(server, move);
    }

    void releaseParked(UUID move) {
        placement.releaseParked(move);
    }

    void releasePorts(ServerId server, int attempt) {
        ports.release(self(), server, attempt);
    }

    void releaseVolumes(ServerId server, int attempt) {
        volumes.release(self(), server, attempt);
    }

    void reserve(Caller caller, Server server) {
        volumes.reserve(caller, server);
    }

    void unreserve(ServerId server) {
        volumes.unreserve(self(), server);
    }

    void releaseAll(Server server) {
        ports.releaseAll(self(), server);
        volumes.releaseAll(self(), server);
        releaseClaim(server.id());
    }
}
