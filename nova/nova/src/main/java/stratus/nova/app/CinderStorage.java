package stratus.nova.app;

import java.util.Map;
import stratus.clients.cinder.Attachment;
import stratus.clients.cinder.Volume;
import stratus.clients.cinder.VolumeClient;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;

/** Volumes of Cinder. */
public record CinderStorage(VolumeClient client) implements BlockStorage {
    @Override
    public Volume volume(Caller caller, VolumeId id) {
        return client.show(caller, id);
    }

    @Override
    public VolumeId snapshotOf(Caller caller, SnapshotId id) {
        return client.snapshot(caller, id).volume();
    }

    @Override
    public Attachment reserve(Caller caller, VolumeId volume, ServerId server) {
        return client.reserve(caller, volume, server);
    }

    @Override
    public Attachment connect(Caller caller, AttachmentId id, Map<String, Object> connector) {
        return client.connect(caller, id, connector);
    }

    @Override
    public Attachment attachment(Caller caller, AttachmentId id) {
        return client.attachment(caller, id);
    }

    @Override
    public void complete(Caller caller, AttachmentId id) {
        client.complete(caller, id);
    }

    @Override
    public void detach(Caller caller, AttachmentId id) {
        client.detach(caller, id);
    }
}
