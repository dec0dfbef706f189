package stratus.nova.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.NetworkRequest;
import stratus.nova.rpc.ServerPort;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.UserId;

/**
 * A virtual machine as Nova sees it.
 *
 * @param attempt the number of the host that is being tried, or was; 0 before the first
 * @param spec what was asked for
 * @param reservationId shared by all servers of one request
 * @param lockedBy {@code admin} or {@code owner}; null while it is not locked
 */
public record Server(
        ServerId id,
        ProjectId projectId,
        UserId userId,
        String name,
        String hostname,
        @Nullable String description,
        VmState vmState,
        @Nullable TaskState taskState,
        Power power,
        @Nullable HostName host,
        int attempt,
        ServerSpec spec,
        List<BlockDevice> disks,
        List<ServerPort> ports,
        Map<String, String> metadata,
        List<String> tags,
        @Nullable String accessIpV4,
        @Nullable String accessIpV6,
        String reservationId,
        int launchIndex,
        @Nullable String lockedBy,
        @Nullable String lockedReason,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant launchedAt,
        @Nullable Instant terminatedAt,
        @Nullable Instant deletedAt) {

    /** The status that the API shows, from what it is and what is being done to it. */
    public String status() {
        if (rebuilding()) {
            return "REBUILD";
        }
        return switch (vmState) {
            case BUILDING -> "BUILD";
            case ACTIVE -> activeStatus();
            case STOPPED -> resizing() ? "RESIZE" : "SHUTOFF";
            case PAUSED -> "PAUSED";
            case SUSPENDED -> "SUSPENDED";
            case RESCUED -> "RESCUE";
            case RESIZED -> taskState == TaskState.RESIZE_REVERTING ? "REVERT_RESIZE" : "VERIFY_RESIZE";
            case SHELVED, SHELVED_OFFLOADED, ERROR, DELETED -> vmState.name();
        };
    }

    private boolean rebuilding() {
        return taskState == TaskState.REBUILDING
                || taskState == TaskState.REBUILD_BLOCK_DEVICE_MAPPING
                || taskState == TaskState.REBUILD_SPAWNING;
    }

    private boolean resizing() {
        return taskState != null && taskState.resizing();
    }

    private String activeStatus() {
        if (resizing()) {
            return "RESIZE";
        }
        return switch (taskState) {
            case REBOOTING -> "REBOOT";
            case REBOOTING_HARD -> "HARD_REBOOT";
            case UPDATING_PASSWORD -> "PASSWORD";
            case null, default -> "ACTIVE";
        };
    }

    /** What a user may change of it at any time. */
    public ServerText text() {
        return new ServerText(
                name, hostname, description, metadata, tags, accessIpV4, accessIpV6, lockedBy, lockedReason);
    }

    /** The same server with another text. */
    public Server with(ServerText text, Instant now) {
        return with(text, spec, now);
    }

    /** The same server, of another kind. */
    public Server with(ServerSpec spec) {
        return with(text(), spec, updatedAt);
    }

    private Server with(ServerText text, ServerSpec spec, Instant updatedAt) {
        return new Server(
                id,
                projectId,
                userId,
                text.name(),
                text.hostname(),
                text.description(),
                vmState,
                taskState,
                power,
                host,
                attempt,
                spec,
                disks,
                ports,
                text.metadata(),
                text.tags(),
                text.accessIpV4(),
                text.accessIpV6(),
                reservationId,
                launchIndex,
                text.lockedBy(),
                text.lockedReason(),
                createdAt,
                updatedAt,
                launchedAt,
                terminatedAt,
                deletedAt);
    }

    /** The host that it is on; refuses with {@link Fault.Conflict} where it has none, or none yet. */
    public HostName needHost() {
        if (host == null) {
            throw new Fault.Conflict("Instance %s is not ready".formatted(id.text()));
        }
        return host;
    }

    /** Whether it boots from a volume. */
    public boolean bootsFromVolume() {
        return disks.stream().anyMatch(d -> d.onVolume() && d.bootIndex() == 0);
    }

    /** Whether any of its disks is a volume. */
    public boolean onVolumes() {
        return disks.stream().anyMatch(BlockDevice::onVolume);
    }

    /** Whether it was to have any network. */
    public boolean onNetworks() {
        return spec.networks().kind() != NetworkRequest.Kind.NONE;
    }

    public boolean locked() {
        return lockedBy != null;
    }

    /** Whether a build is under way, or has been broken off by a delete. */
    public boolean building() {
        return vmState == VmState.BUILDING;
    }
}
