package stratus.nova.app;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import stratus.clients.cinder.Attachment;
import stratus.clients.cinder.Volume;
import stratus.clients.cinder.VolumeClient;
import stratus.nova.domain.Server;
import stratus.nova.rpc.BlockDevice;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;

/** Volumes of Cinder; those that builds made are deleted with the build, later those that are to go with the server. */
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
    public Attachment reserveAgain(Caller self, VolumeId volume, ServerId server) {
        return client.reserveAgain(self, volume, server);
    }

    @Override
    public List<Attachment> ties(Caller self, ServerId server) {
        return client.attachments(self, server);
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

    @Override
    public void reserve(Caller caller, Server server) {
        var wanted = server.disks().stream()
                .filter(BlockDevice::existingVolume)
                .map(disk -> VolumeId.parse(String.valueOf(disk.uuid())))
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        var tied = client.attachments(caller, server.id()).stream()
                .map(Attachment::volume)
                .collect(Collectors.toSet());
        wanted.stream().filter(v -> !tied.contains(v)).forEach(v -> client.reserve(caller, v, server.id()));
    }

    @Override
    public void unreserve(Caller self, ServerId server) {
        client.attachments(self, server).forEach(tie -> client.detach(self, tie.id()));
    }

    @Override
    public void release(Caller self, ServerId server, int attempt) {
        unreserve(self, server);
        client.made(self, server, attempt).forEach(volume -> client.deleteSettled(self, volume));
    }

    @Override
    public void releaseAll(Caller self, Server server) {
        unreserve(self, server.id());
        if (server.launchedAt() == null) {
            client.made(self, server.id()).forEach(volume -> client.deleteSettled(self, volume));
        }
        for (var disk : server.disks()) {
            var volume = disk.volume();
            if (volume != null && disk.deleteOnTermination()) {
                client.delete(self, volume);
            }
        }
    }
}
