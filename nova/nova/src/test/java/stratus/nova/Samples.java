package stratus.nova;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.BootImage;
import stratus.nova.domain.Migration;
import stratus.nova.domain.Power;
import stratus.nova.domain.RequestedHost;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerKey;
import stratus.nova.domain.ServerSpec;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.NetworkRequest;
import stratus.nova.rpc.ServerFlavor;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.UserId;
import stratus.oslo.base.Ids.VolumeId;

/** Servers as a request leaves them. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private Samples() {}

    public static ServerFlavor flavor() {
        return new ServerFlavor("1", "m1.tiny", 1, 512, 1, 0, 0, null, Map.of());
    }

    /** About to be scheduled, with one volume that was made for it. */
    public static Server server(String project) {
        var spec = new ServerSpec(
                flavor(),
                new BootImage(ImageId.random(), Map.of()),
                ServerKey.NONE,
                null,
                false,
                NetworkRequest.none(),
                List.of("default"),
                RequestedHost.ANY,
                "MANUAL");
        return new Server(
                ServerId.random(),
                new ProjectId(project),
                new UserId("u"),
                "web",
                "web",
                null,
                VmState.BUILDING,
                TaskState.SCHEDULING,
                Power.NOSTATE,
                null,
                0,
                spec,
                List.of(volume()),
                List.of(),
                Map.of(),
                List.of(),
                null,
                null,
                "r-1",
                0,
                null,
                null,
                NOW,
                NOW,
                null,
                null,
                null);
    }

    /** A resize of a server that ran, on one host; null for one that is not yet known to have room. */
    public static Migration move(Server server, UUID id, Migration.Status status, @Nullable String placed) {
        return new Migration(
                0,
                id,
                server.id(),
                server.projectId(),
                new UserId("u"),
                Migration.RESIZE,
                status,
                new HostName("a"),
                placed == null ? null : new HostName(placed),
                flavor(),
                new ServerFlavor("2", "m1.small", 2, 1024, 1, 0, 0, null, Map.of()),
                VmState.ACTIVE,
                NOW,
                NOW);
    }

    private static BlockDevice volume() {
        var device = new BlockDevice("blank", "volume", null, 1, -1, true, "/dev/vdb", null, null, null, null, null);
        return device.attached(VolumeId.random(), new AttachmentId(UUID.randomUUID()));
    }
}
