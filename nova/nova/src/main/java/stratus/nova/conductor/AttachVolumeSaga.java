package stratus.nova.conductor;

import java.lang.System.Logger.Level;
import stratus.nova.domain.Server;
import stratus.nova.rpc.BlockDevice;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;

/** From a volume that is kept for a server to one that its guest has, or back to a volume that is free. */
public final class AttachVolumeSaga {
    public static final String NAME = "attach-volume";
    private static final System.Logger log = System.getLogger("conductor");
    private static final String EVENT = "compute_attach_volume";

    private final HostVolumes volumes;
    private final DeviceLog devices;

    AttachVolumeSaga(HostVolumes volumes, DeviceLog devices) {
        this.volumes = volumes;
        this.devices = devices;
    }

    public record Attach(Caller caller, ServerId server, AttachmentId attachment) {}

    Saga<Attach> define() {
        var scope = new ForRequest<>(Attach::caller);
        return Saga.<Attach>named(NAME)
                .step("reserve", a -> a, scope.undo(this::release))
                .step("connect", scope.step(this::connect))
                .step("plug", scope.step(this::plug), scope.undo(this::unplug))
                .step("complete", scope.step(this::complete))
                .whenUndone((a, failure) -> devices.without(a.caller(), a.server(), a.attachment(), EVENT, failure));
    }

    private void release(Attach a) {
        volumes.storage().detach(a.caller(), a.attachment());
    }

    private Attach connect(Attach a) {
        var server = devices.server(a.server());
        volumes.connect(a.caller(), server, device(server, a));
        return a;
    }

    private Attach plug(Attach a) {
        var server = devices.server(a.server());
        volumes.plug(a.caller(), server, device(server, a));
        return a;
    }

    /** A host that is gone finds, once it is back, that the volume is not to be had. */
    private void unplug(Attach a) {
        var server = devices.find(a.server());
        if (server != null) {
            try {
                volumes.unplug(a.caller(), server, device(server, a));
            } catch (Fault.NotFound | Fault.Unavailable gone) {
                log.log(Level.WARNING, "a volume of " + a.server().text() + " may be attached", gone);
            }
        }
    }

    private Attach complete(Attach a) {
        volumes.storage().complete(a.caller(), a.attachment());
        devices.done(a.caller(), a.server(), EVENT);
        return a;
    }

    private static BlockDevice device(Server server, Attach a) {
        return server.disks().stream()
                .filter(d -> a.attachment().equals(d.attachment()))
                .findFirst()
                .orElseThrow(() ->
                        new Fault.NotFound("Volume attachment", a.attachment().text()));
    }
}
