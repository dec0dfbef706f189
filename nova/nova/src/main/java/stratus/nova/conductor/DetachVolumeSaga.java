package stratus.nova.conductor;

import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.BlockDevice;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.saga.Saga;

/** The guest lets go of a volume, then Cinder does; if the guest does not, all stays as it was. */
public final class DetachVolumeSaga {
    public static final String NAME = "detach-volume";
    private static final String EVENT = "compute_detach_volume";

    private final HostVolumes volumes;
    private final DeviceLog devices;

    DetachVolumeSaga(HostVolumes volumes, DeviceLog devices) {
        this.volumes = volumes;
        this.devices = devices;
    }

    public record Detach(Caller caller, ServerId server, VolumeId volume) {}

    Saga<Detach> define() {
        var scope = new ForRequest<>(Detach::caller);
        return Saga.<Detach>named(NAME)
                .step("unplug", scope.step(this::unplug))
                .step("release", scope.step(this::release))
                .whenUndone((d, failure) -> devices.failed(d.caller(), d.server(), EVENT, failure));
    }

    private Detach unplug(Detach d) {
        var server = devices.server(d.server());
        var device = device(d);
        if (device != null) {
            try {
                volumes.unplug(d.caller(), server, device);
            } catch (Fault.NotFound gone) {
                return d; // Cinder does not know it any more: nothing is left to let go of
            }
        }
        return d;
    }

    private Detach release(Detach d) {
        var device = device(d);
        var attachment = device == null ? null : device.attachment();
        if (attachment != null) {
            volumes.storage().detach(d.caller(), attachment);
            devices.without(d.caller(), d.server(), attachment, EVENT, null);
        }
        return d;
    }

    private @Nullable BlockDevice device(Detach d) {
        return devices.server(d.server()).disks().stream()
                .filter(one -> d.volume().equals(one.volume()))
                .findFirst()
                .orElse(null);
    }
}
