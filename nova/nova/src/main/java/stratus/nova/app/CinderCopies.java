package stratus.nova.app;

import java.util.List;
import stratus.clients.cinder.SnapshotClient;
import stratus.clients.cinder.VolumeClient.Snapshot;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;

/** Snapshots of Cinder, which know by their metadata what image they are for. */
public record CinderCopies(SnapshotClient client) implements VolumeCopies {
    @Override
    public Snapshot take(Caller caller, VolumeId volume, ImageId image, String name) {
        return client.create(caller, volume, image, name);
    }

    @Override
    public List<Snapshot> taken(Caller caller, ImageId image) {
        return client.of(caller, image);
    }

    @Override
    public void delete(Caller caller, SnapshotId snapshot) {
        client.delete(caller, snapshot);
    }
}
