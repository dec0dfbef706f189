package stratus.clients.cinder;

import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.SnapshotId;

/**
 * A volume to be made for a server; at most one of {@code image} and {@code snapshot} is there.
 *
 * @param size in GiB; null for the size of the snapshot
 * @param type name or id; null for the project's default
 * @param attempt of the server's build, and {@code device} the place among its disks: both are kept in the metadata, so
 *     that a repeat finds the volume and a clean-up does, too
 */
public record NewVolume(
        @Nullable Integer size,
        String name,
        @Nullable String type,
        @Nullable String zone,
        @Nullable ImageId image,
        @Nullable SnapshotId snapshot,
        ServerId server,
        int attempt,
        int device) {}
