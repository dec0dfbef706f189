package stratus.cinder.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Attachment;
import stratus.cinder.domain.AttachmentStatus;
import stratus.cinder.domain.Viewer;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeStatus;
import stratus.cinder.rpc.VolumeRpc;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** The older way to attach, by actions on the volume: who attaches keeps the states in order. */
public final class HostAttachments {
    private final Stores stores;
    private final Volumes volumes;
    private final Backends backends;

    public HostAttachments(Stores stores, Volumes volumes, Backends backends) {
        this.stores = stores;
        this.volumes = volumes;
        this.backends = backends;
    }

    public void reserve(Viewer who, Volume volume) {
        var from = volume.multiattach()
                ? Set.of(VolumeStatus.AVAILABLE, VolumeStatus.IN_USE)
                : Set.of(VolumeStatus.AVAILABLE);
        if (!advance(who, volume.id(), from, VolumeStatus.ATTACHING)) {
            throw new Fault.Invalid("Invalid volume: Volume status must be %s to reserve, but the status is %s."
                    .formatted(Volumes.or(from), volume.status().text()));
        }
    }

    /** What is not reserved is left as it is. */
    public void unreserve(Viewer who, VolumeId id) {
        stores.db().run(tx -> {
            var to = stores.attachments().of(tx, id).stream().anyMatch(HostAttachments::attached)
                    ? VolumeStatus.IN_USE
                    : VolumeStatus.AVAILABLE;
            advance(tx, who, id, Set.of(VolumeStatus.ATTACHING), to);
        });
    }

    private static boolean attached(Attachment a) {
        return a.status() == AttachmentStatus.ATTACHED;
    }

    public void beginDetaching(Viewer who, VolumeId id) {
        if (!advance(who, id, Set.of(VolumeStatus.IN_USE), VolumeStatus.DETACHING)) {
            throw new Fault.Invalid("Invalid volume: Unable to detach volume. Volume status must be 'in-use' and"
                    + " attach_status must be 'attached' to detach.");
        }
    }

    /** What is not being detached is left as it is. */
    public void rollDetaching(Viewer who, VolumeId id) {
        advance(who, id, Set.of(VolumeStatus.DETACHING), VolumeStatus.IN_USE);
    }

    /** Who has attached a volume: a server, a host, or both; and where. */
    public record Place(@Nullable ServerId server, @Nullable String host, String mountpoint, String mode) {}

    /** Notes that a host has the volume; told again, it is known. */
    public void attach(Viewer who, VolumeId id, Place place) {
        var attachment = AttachmentId.random();
        stores.db().run(tx -> {
            var volume = volumes.visible(tx, who, id);
            boolean known = stores.attachments().of(tx, id).stream().anyMatch(a -> same(a, place));
            if (!known) {
                refuseUnfit(volume, place);
                var made = made(attachment, volume, place);
                stores.attachments().insert(tx, made);
                stores.log(tx, who.caller(), Operation.CREATED, made);
            }
            var from = Set.of(VolumeStatus.AVAILABLE, VolumeStatus.RESERVED, VolumeStatus.ATTACHING);
            advance(tx, who, id, from, VolumeStatus.IN_USE);
        });
    }

    private static boolean same(Attachment a, Place place) {
        return place.server() == null
                ? place.host() != null && place.host().equals(a.host())
                : place.server().equals(a.instanceId());
    }

    private static void refuseUnfit(Volume volume, Place place) {
        if (volume.status() == VolumeStatus.MAINTENANCE) {
            throw new Fault.Invalid("Invalid volume: The volume cannot be attached in maintenance mode.");
        }
        if (volume.fixed() && !place.mode().equals("ro")) {
            throw new Fault.Invalid("Invalid attaching mode '%s' for volume %s."
                    .formatted(place.mode(), volume.id().text()));
        }
        if (volume.status() == VolumeStatus.IN_USE && !volume.multiattach()) {
            throw new Fault.Invalid("Error attaching volume - InvalidVolume: Invalid volume: volume is already attached"
                    + " and multiple attachments are not enabled");
        }
        var fit = Set.of(VolumeStatus.AVAILABLE, VolumeStatus.RESERVED, VolumeStatus.ATTACHING, VolumeStatus.IN_USE);
        if (!fit.contains(volume.status())) {
            throw new Fault.Invalid("Error attaching volume - InvalidVolume: Invalid volume: the status is %s"
                    .formatted(volume.status().text()));
        }
    }

    private Attachment made(AttachmentId id, Volume volume, Place place) {
        return new Attachment(
                id,
                volume.id(),
                volume.projectId(),
                place.server(),
                place.host(),
                place.mountpoint(),
                place.mode(),
                AttachmentStatus.ATTACHED,
                Map.of(),
                Map.of(),
                stores.now(),
                stores.now());
    }

    /** Forgets an attachment; the only one where none is named. */
    public void detach(Viewer who, VolumeId id, @Nullable AttachmentId named) {
        detach(
                who,
                id,
                named,
                Set.of(VolumeStatus.RESERVED, VolumeStatus.ATTACHING, VolumeStatus.IN_USE, VolumeStatus.DETACHING));
    }

    /** Also where something went wrong: the volume is what its attachments that are left say. */
    public void forceDetach(Viewer who, VolumeId id, @Nullable AttachmentId named) {
        detach(
                who,
                id,
                named,
                Set.of(
                        VolumeStatus.RESERVED,
                        VolumeStatus.ATTACHING,
                        VolumeStatus.IN_USE,
                        VolumeStatus.DETACHING,
                        VolumeStatus.ERROR));
    }

    private void detach(Viewer who, VolumeId id, @Nullable AttachmentId named, Set<VolumeStatus> from) {
        stores.db().run(tx -> {
            var all = stores.attachments().of(tx, id);
            if (named == null && all.size() > 1) {
                throw new Fault.Invalid("Error detaching volume - InvalidVolume: Invalid volume: Detach volume failed:"
                        + " More than one attachment, but no attachment_id provided.");
            }
            all.stream().filter(a -> named == null || a.id().equals(named)).forEach(a -> {
                stores.attachments().delete(tx, a.id());
                stores.log(tx, who.caller(), Operation.DELETED, a);
            });
            var left = Attachments.status(stores.attachments().of(tx, id));
            advance(tx, who, id, from, left);
        });
    }

    /** How the connector's host reaches the volume. */
    public Map<String, Object> connect(Viewer who, Volume volume, Map<String, Object> connector) {
        var info = backends.at(placed(volume)).connect(new VolumeRpc.Connect(who.caller(), volume.id(), connector));
        var data = new LinkedHashMap<String, @Nullable Object>(info.data());
        data.put("qos_specs", QosSpecs.frontEnd(stores, volume));
        data.putIfAbsent("access_mode", volume.fixed() ? "ro" : "rw");
        data.putIfAbsent("encrypted", false);
        data.putIfAbsent("cacheable", false);
        var all = new LinkedHashMap<String, Object>();
        all.put("driver_volume_type", info.driverVolumeType());
        all.put("data", data);
        return all;
    }

    public void disconnect(Viewer who, Volume volume, Map<String, Object> connector) {
        backends.at(placed(volume)).disconnect(new VolumeRpc.Connect(who.caller(), volume.id(), connector));
        unreserve(who, volume.id());
    }

    private static String placed(Volume volume) {
        if (volume.host() == null) {
            throw new Fault.Invalid("Invalid volume: Volume %s is on no backend."
                    .formatted(volume.id().text()));
        }
        return volume.host();
    }

    private boolean advance(Viewer who, VolumeId id, Set<VolumeStatus> from, VolumeStatus to) {
        return stores.db().write(tx -> advance(tx, who, id, from, to));
    }

    private boolean advance(Tx tx, Viewer who, VolumeId id, Set<VolumeStatus> from, VolumeStatus to) {
        return stores.advance(tx, who.caller(), id, from, to);
    }
}
