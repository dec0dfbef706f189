package stratus.nova.compute;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.clients.cinder.Attachment;
import stratus.clients.cinder.NewVolume;
import stratus.clients.cinder.VolumeClient;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.ConductorRpc.Instance;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;

/** Volumes of Cinder. */
public record CinderVolumes(VolumeClient client) implements Volumes {
    private static final Duration PATIENCE = Duration.ofMinutes(14);

    @Override
    public List<Attached> attach(Caller caller, Instance instance, int attempt, String host) {
        var ties = client.attachments(caller, instance.id());
        var attached = new ArrayList<Attached>();
        for (int i = 0; i < instance.disks().size(); i++) {
            var device = instance.disks().get(i);
            if (device.onVolume()) {
                var volume = volume(caller, instance, attempt, i);
                var tie = ties.stream().filter(t -> t.volume().equals(volume)).findFirst();
                attached.add(attach(caller, device, tie.orElseGet(() -> reserve(caller, volume, instance.id())), host));
            }
        }
        return attached;
    }

    @Override
    public List<Attached> reattach(Caller caller, Instance instance, String host) {
        return instance.disks().stream()
                .filter(BlockDevice::onVolume)
                .map(device -> attach(caller, device, client.attachment(caller, tie(device)), host))
                .toList();
    }

    private static AttachmentId tie(BlockDevice device) {
        var tie = device.attachment();
        if (tie == null) {
            throw new Fault.Conflict("The volume of %s is not attached.".formatted(device.device()));
        }
        return tie;
    }

    private VolumeId volume(Caller caller, Instance instance, int attempt, int index) {
        var device = instance.disks().get(index);
        var uuid = device.uuid();
        if (device.source().equals("volume") && uuid != null) {
            return VolumeId.parse(uuid);
        }
        var made = client.create(
                caller,
                new NewVolume(
                        device.sizeGib(),
                        "",
                        device.volumeType(),
                        null,
                        device.source().equals("image") && uuid != null ? ImageId.parse(uuid) : null,
                        device.source().equals("snapshot") && uuid != null ? SnapshotId.parse(uuid) : null,
                        instance.id(),
                        attempt,
                        index));
        return made.id();
    }

    /** A tie from before a crash is the one; without it, the volume may not even be made. */
    private Attachment reserve(Caller caller, VolumeId volume, ServerId server) {
        client.awaitAvailable(caller, volume, PATIENCE);
        return client.reserve(caller, volume, server);
    }

    private Attached attach(Caller caller, BlockDevice device, Attachment reserved, String host) {
        var tie = reserved.status().equals("attached")
                ? reserved
                : client.connect(caller, reserved.id(), connector(host));
        var connection = tie.connection();
        if (connection == null) {
            throw new Fault.Unavailable(
                    "volumev3",
                    new IllegalStateException(
                            "no connection info for " + tie.id().text()));
        }
        return new Attached(device.attached(tie.volume(), tie.id()), connection.driverVolumeType(), connection.data());
    }

    /** What os-brick would find out about this host. */
    private static Map<String, Object> connector(String host) {
        return Map.of(
                "host",
                host,
                "ip",
                "127.0.0.1",
                "initiator",
                "iqn.2026-01.org.stratus:" + host,
                "platform",
                "x86_64",
                "os_type",
                "linux",
                "multipath",
                false);
    }

    @Override
    public void complete(Caller caller, List<Attached> attached) {
        for (var one : attached) {
            @Nullable AttachmentId tie = one.device().attachment();
            if (tie != null) {
                client.complete(caller, tie);
            }
        }
    }

    /** The ties first: a volume in use cannot be deleted. */
    @Override
    public void release(Caller caller, ServerId server, int attempt) {
        client.attachments(caller, server).forEach(tie -> client.detach(caller, tie.id()));
        client.made(caller, server, attempt).forEach(volume -> client.deleteSettled(caller, volume));
    }
}
