package stratus.nova.conductor;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.ServerImages;
import stratus.nova.domain.Rotation;
import stratus.nova.domain.Server;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.LifecycleRpc;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;

/** From an image without data to one of a server's disk, or to none; the server is afterwards what it was. */
public final class SnapshotSaga {
    public static final String NAME = "snapshot-server";
    private static final Set<TaskState> TASKS = EnumSet.of(
            TaskState.IMAGE_SNAPSHOT_PENDING,
            TaskState.IMAGE_SNAPSHOT,
            TaskState.IMAGE_BACKUP,
            TaskState.IMAGE_PENDING_UPLOAD,
            TaskState.IMAGE_UPLOADING);

    private final ServerImages images;
    private final LifecycleHosts hosts;
    private final ServerLog servers;
    private final VolumeSnapshots volumes;

    SnapshotSaga(ServerImages images, LifecycleHosts hosts, ServerLog servers, VolumeSnapshots volumes) {
        this.images = images;
        this.hosts = hosts;
        this.servers = servers;
        this.volumes = volumes;
    }

    /**
     * What is under way.
     *
     * @param fields what Glance is told of the image
     * @param rotation null for an image that is no backup
     */
    public record Snapshot(
            Caller caller,
            ServerId server,
            ImageId image,
            Map<String, Object> fields,
            @Nullable Rotation rotation) {
        String event() {
            return rotation == null ? "compute_snapshot_instance" : "compute_backup_instance";
        }
    }

    Saga<Snapshot> define() {
        var scope = new ForRequest<>(Snapshot::caller);
        return Saga.<Snapshot>named(NAME)
                .step("create-image", scope.step(this::create), scope.undo(this::delete))
                .step("fill-image", scope.step(this::fill), scope.undo(this::deleteSnapshots))
                .step("settle", scope.step(this::settle))
                .noWayBack()
                .step("rotate", scope.step(this::rotate))
                .whenUndone(this::failed);
    }

    private Snapshot create(Snapshot s) {
        wanted(s);
        images.create(s.caller(), s.image(), s.fields());
        return s;
    }

    /** The server, as long as this is what is being done to it. */
    private Server wanted(Snapshot s) {
        var server = servers.get(s.server());
        if (!TASKS.contains(server.taskState())) {
            throw new Fault.Conflict("The snapshot of instance %s was broken off."
                    .formatted(server.id().text()));
        }
        return server;
    }

    private void delete(Snapshot s) {
        images.delete(s.caller(), s.image());
    }

    private Snapshot fill(Snapshot s) {
        var server = wanted(s);
        if (server.bootsFromVolume()) {
            images.complete(s.caller(), s.image(), volumes.take(s.caller(), server, s.image(), name(s)));
        } else {
            boolean runs = server.vmState() == VmState.ACTIVE;
            hosts.of(server).snapshot(new LifecycleRpc.Snapshot(s.caller(), s.server(), s.image(), runs));
        }
        return s;
    }

    private void deleteSnapshots(Snapshot s) {
        volumes.delete(s.caller(), s.image());
    }

    private static String name(Snapshot s) {
        return String.valueOf(s.fields().get("name"));
    }

    /** The image is whole, whatever becomes of the server. */
    private Snapshot settle(Snapshot s) {
        var server = servers.find(s.server());
        if (server != null && TASKS.contains(server.taskState())) {
            servers.settled(s.caller(), server, server.vmState(), server.power(), s.event(), null);
        }
        return s;
    }

    /** The image stays, whatever keeps the older ones from going. */
    private Snapshot rotate(Snapshot s) {
        var rotation = s.rotation();
        if (rotation != null) {
            var all = images.backups(s.caller(), s.server(), rotation.type());
            all.stream().skip(rotation.count()).forEach(old -> images.delete(s.caller(), old));
        }
        return s;
    }

    private void failed(Snapshot s, RuntimeException failure) {
        var server = servers.find(s.server());
        if (server != null && TASKS.contains(server.taskState())) {
            servers.settled(s.caller(), server, server.vmState(), server.power(), s.event(), failure);
        }
    }
}
