package stratus.nova.conductor;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.TaskState;
import stratus.nova.rpc.ProgressRpc;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Db;

/** Shows in a server's task how far a host is with it; says no once the server is being deleted. */
record Progress(Db db, ServerStore servers, InstantSource clock) implements ProgressRpc {
    @Override
    public void reached(Reached reached) {
        var now = clock.instant();
        db.run(tx -> {
            var stage = servers.stage(tx, reached.server())
                    .filter(s -> s.taskState() != TaskState.DELETING)
                    .orElseThrow(() -> new Fault.Conflict("Instance %s is being deleted."
                            .formatted(reached.server().text())));
            var next = next(stage.taskState(), reached.stage());
            if (next != null && !servers.advance(tx, stage, next, now)) {
                throw new Fault.Conflict("Instance %s is being changed."
                        .formatted(reached.server().text()));
            }
        });
    }

    /** Null where the server is at another task, or as far already. */
    private static @Nullable TaskState next(@Nullable TaskState task, Stage stage) {
        return switch (stage) {
            case READING_DISK ->
                switch (task) {
                    case IMAGE_SNAPSHOT_PENDING, IMAGE_SNAPSHOT, IMAGE_BACKUP -> TaskState.IMAGE_PENDING_UPLOAD;
                    case SHELVING -> TaskState.SHELVING_IMAGE_PENDING_UPLOAD;
                    case null, default -> null;
                };
            case UPLOADING ->
                switch (task) {
                    case IMAGE_PENDING_UPLOAD -> TaskState.IMAGE_UPLOADING;
                    case SHELVING_IMAGE_PENDING_UPLOAD -> TaskState.SHELVING_IMAGE_UPLOADING;
                    case null, default -> null;
                };
            case CONNECTING_VOLUMES -> task == TaskState.REBUILDING ? TaskState.REBUILD_BLOCK_DEVICE_MAPPING : null;
            case SPAWNING ->
                switch (task) {
                    case REBUILDING, REBUILD_BLOCK_DEVICE_MAPPING -> TaskState.REBUILD_SPAWNING;
                    case UNSHELVING -> TaskState.SPAWNING;
                    case null, default -> null;
                };
        };
    }
}
