package stratus.nova.conductor;

import java.util.LinkedHashMap;
import java.util.function.Function;
import stratus.nova.app.BlockStorage;
import stratus.nova.domain.Server;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.ComputeRpc.GetConnector;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;

/** From a volume that is kept for a server to one that its guest has, or back to a volume that is free. */
public final class AttachVolumeSaga {
    public static final String NAME = "attach-volume";
    private static final String EVENT = "compute_attach_volume";

    private final BlockStorage volumes;
    private final Function<HostName, ComputeRpc> compute;
    private final DeviceLog devices;

    public AttachVolumeSaga(BlockStorage volumes, Function<HostName, ComputeRpc> compute, DeviceLog devices) {
        this.volumes = volumes;
        this.compute = compute;
        this.devices = devices;
    }

    public record Attach(Caller caller, ServerId server, AttachmentId attachment) {}

    public Saga<Attach> define() {
        return Saga.<Attach>named(NAME)
                .step("reserve", a -> a, a -> volumes.detach(a.caller(), a.attachment()))
                .step("connect", this::connect)
                .step("plug", this::plug, this::unplug)
                .step("complete", this::complete)
                .whenUndone((a, failure) -> devices.without(a.caller(), a.server(), a.attachment(), EVENT, failure));
    }

    private Attach connect(Attach a) {
        var server = devices.server(a.server());
        var connector = compute.apply(server.needHost()).connector(new GetConnector(a.caller()));
        var properties = new LinkedHashMap<>(connector.properties());
        properties.put("mountpoint", device(server, a).device());
        volumes.connect(a.caller(), a.attachment(), properties);
        return a;
    }

    private Attach plug(Attach a) {
        var server = devices.server(a.server());
        compute.apply(server.needHost()).attachVolume(Plugs.volume(volumes, a.caller(), server, device(server, a)));
        return a;
    }

    /** A host that is gone finds, once it is back, that the volume is not to be had. */
    private void unplug(Attach a) {
        var server = devices.find(a.server());
        if (server != null && server.host() != null) {
            try {
                compute.apply(server.host()).detachVolume(Plugs.volume(volumes, a.caller(), server, device(server, a)));
            } catch (Fault.NotFound | Fault.Unavailable gone) {
                System.getLogger("conductor")
                        .log(
                                System.Logger.Level.WARNING,
                                "a volume of " + a.server().text() + " may be attached",
                                gone);
            }
        }
    }

    private Attach complete(Attach a) {
        volumes.complete(a.caller(), a.attachment());
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
