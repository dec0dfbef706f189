package stratus.cinder.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Attachment;
import stratus.cinder.domain.AttachmentFilter;
import stratus.cinder.domain.AttachmentStatus;
import stratus.cinder.domain.Viewer;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeStatus;
import stratus.cinder.rpc.VolumeRpc;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** Ties of volumes to servers: reserved, then reachable for a host, then in use. */
public final class Attachments {
    private final Stores stores;
    private final Volumes volumes;
    private final Backends backends;

    public Attachments(Stores stores, Volumes volumes, Backends backends) {
        this.stores = stores;
        this.volumes = volumes;
        this.backends = backends;
    }

    /** Reserves the volume; with a connector the answer has the connection info, too. */
    public Attachment create(
            Viewer who, VolumeId volumeId, @Nullable ServerId server, Map<String, Object> connector, String mode) {
        var id = AttachmentId.random();
        var now = stores.now();
        var reserved = stores.db().write(tx -> {
            var volume = volumes.visible(tx, who, volumeId);
            reserve(tx, who.caller(), volume, server);
            var attachment = new Attachment(
                    id,
                    volumeId,
                    volume.projectId(),
                    server,
                    null,
                    null,
                    mode,
                    AttachmentStatus.RESERVED,
                    Map.of(),
                    Map.of(),
                    null,
                    now);
            stores.attachments().insert(tx, attachment);
            stores.log(tx, who.caller(), Operation.CREATED, attachment);
            return attachment;
        });
        return connector.isEmpty() ? reserved : connect(who, id, connector);
    }

    /** A volume for many is reserved while in use; one that is moved from host to host, by its own server. */
    private void reserve(Tx tx, Caller caller, Volume volume, @Nullable ServerId server) {
        var from = volume.multiattach()
                ? Set.of(VolumeStatus.AVAILABLE, VolumeStatus.IN_USE)
                : Set.of(VolumeStatus.AVAILABLE);
        if (stores.advance(tx, caller, volume.id(), from, VolumeStatus.RESERVED)) {
            return;
        }
        boolean again = server != null
                && Set.of(VolumeStatus.IN_USE, VolumeStatus.ATTACHING, VolumeStatus.RESERVED)
                        .contains(volume.status())
                && stores.attachments().of(tx, volume.id()).stream().anyMatch(a -> server.equals(a.instanceId()));
        if (!again) {
            throw new Fault.Invalid(
                    "Invalid volume: Volume %s status must be %s to reserve, but the current status is %s."
                            .formatted(
                                    volume.id().text(),
                                    Volumes.or(from),
                                    volume.status().text()));
        }
    }

    /** Makes the volume reachable for the connector's host. */
    public Attachment connect(Viewer who, AttachmentId id, Map<String, Object> connector) {
        var attachment = get(who, id);
        var volume = volumes.get(who, attachment.volumeId()).volume();
        refuseUnconnectable(volume);
        var host = volume.host();
        if (host == null) {
            throw new Fault.Invalid("Invalid volume: Volume %s is on no backend."
                    .formatted(volume.id().text()));
        }
        var mode = volume.fixed() || "ro".equals(connector.get("mode")) ? "ro" : attachment.mode();
        var asked = with(attachment, connector, mode, AttachmentStatus.ATTACHING, Map.of());
        save(who.caller(), asked, VolumeStatus.ATTACHING); // first: what a crash leaves at the backend can be undone
        try {
            var connection = backends.at(host).connect(new VolumeRpc.Connect(who.caller(), volume.id(), connector));
            return save(
                    who.caller(),
                    with(attachment, connector, mode, AttachmentStatus.ATTACHING, flat(connection, asked, volume)),
                    VolumeStatus.ATTACHING);
        } catch (RuntimeException e) {
            save(who.caller(), with(attachment, connector, mode, AttachmentStatus.ERROR_ATTACHING, Map.of()), null);
            throw e;
        }
    }

    private static void refuseUnconnectable(Volume volume) {
        if (volume.status() == VolumeStatus.ERROR) {
            throw new Fault.Invalid("Invalid volume: Volume %s is in error status."
                    .formatted(volume.id().text()));
        }
        if (volume.status() == VolumeStatus.DELETING) {
            throw new Fault.Invalid("Invalid volume: Volume %s is being deleted."
                    .formatted(volume.id().text()));
        }
    }

    private static Attachment with(
            Attachment a,
            Map<String, Object> connector,
            String mode,
            AttachmentStatus status,
            Map<String, @Nullable Object> connectionInfo) {
        return new Attachment(
                a.id(),
                a.volumeId(),
                a.projectId(),
                a.instanceId(),
                text(connector, "host"),
                text(connector, "mountpoint"),
                mode,
                status,
                connector,
                connectionInfo,
                a.attachedAt(),
                a.createdAt());
    }

    private static @Nullable String text(Map<String, Object> connector, String key) {
        return connector.get(key) instanceof String text ? text : null;
    }

    /** As upstream has it: the driver's data with everything else beside it. */
    private Map<String, @Nullable Object> flat(VolumeRpc.Connection connection, Attachment attachment, Volume volume) {
        var all = new LinkedHashMap<String, @Nullable Object>(connection.data());
        all.putIfAbsent("access_mode", attachment.mode());
        all.putIfAbsent("encrypted", false);
        all.putIfAbsent("cacheable", false);
        all.put("qos_specs", QosSpecs.frontEnd(stores, volume));
        all.put("driver_volume_type", connection.driverVolumeType());
        all.put("attachment_id", attachment.id().text());
        return all;
    }

    /** The host has the volume: it is in use. */
    public void complete(Viewer who, AttachmentId id) {
        var attachment = get(who, id);
        save(who.caller(), attached(attachment), VolumeStatus.IN_USE);
    }

    private Attachment attached(Attachment a) {
        return new Attachment(
                a.id(),
                a.volumeId(),
                a.projectId(),
                a.instanceId(),
                a.host(),
                a.mountpoint(),
                a.mode(),
                AttachmentStatus.ATTACHED,
                a.connector(),
                a.connectionInfo(),
                stores.now(),
                a.createdAt());
    }

    private Attachment save(Caller caller, Attachment attachment, @Nullable VolumeStatus to) {
        return stores.db().write(tx -> {
            if (!stores.attachments().update(tx, attachment)) {
                throw missing(attachment.id());
            }
            if (to != null) {
                var from = Set.of(
                        VolumeStatus.AVAILABLE, VolumeStatus.RESERVED, VolumeStatus.ATTACHING, VolumeStatus.IN_USE);
                stores.advance(tx, caller, attachment.volumeId(), from, to);
            }
            stores.log(tx, caller, Operation.UPDATED, attachment);
            return attachment;
        });
    }

    /** Ends the tie and says which the volume has left. */
    public List<Attachment> delete(Viewer who, AttachmentId id) {
        var attachment = get(who, id);
        disconnect(who.caller(), attachment);
        return stores.db().write(tx -> {
            stores.attachments().delete(tx, id);
            stores.log(tx, who.caller(), Operation.DELETED, attachment);
            var left = stores.attachments().of(tx, attachment.volumeId());
            var from =
                    Set.of(VolumeStatus.RESERVED, VolumeStatus.ATTACHING, VolumeStatus.IN_USE, VolumeStatus.DETACHING);
            stores.advance(tx, who.caller(), attachment.volumeId(), from, status(left));
            return left;
        });
    }

    private void disconnect(Caller caller, Attachment attachment) {
        if (attachment.connector().isEmpty()) {
            return;
        }
        var volume = stores.db().read(tx -> stores.volumes().find(tx, attachment.volumeId()));
        volume.ifPresent(v -> {
            if (v.host() != null) {
                backends.at(v.host()).disconnect(new VolumeRpc.Connect(caller, v.id(), attachment.connector()));
            }
        });
    }

    /** What a volume is, seen from its attachments. */
    static VolumeStatus status(List<Attachment> left) {
        var states = left.stream().map(Attachment::status).toList();
        if (states.contains(AttachmentStatus.ATTACHED)) {
            return VolumeStatus.IN_USE;
        }
        if (states.contains(AttachmentStatus.ATTACHING)) {
            return VolumeStatus.ATTACHING;
        }
        return states.isEmpty() ? VolumeStatus.AVAILABLE : VolumeStatus.RESERVED;
    }

    public Attachment get(Viewer who, AttachmentId id) {
        return stores.db()
                .read(tx -> stores.attachments().find(tx, id))
                .filter(a -> who.sees(a.projectId()))
                .orElseThrow(() -> missing(id));
    }

    private static Fault missing(AttachmentId id) {
        return new Fault.NotFound(
                "Volume attachment could not be found with filter: attachment_id = %s.".formatted(id.text()));
    }

    public Page<Attachment> list(AttachmentFilter filter, Page.Request page) {
        return stores.attachments().list(filter, page);
    }
}
