package stratus.nova.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.UserId;

/** One thing that was asked of a server: what {@code os-instance-actions} lists. */
public record InstanceAction(
        ServerId serverId,
        String requestId,
        String action,
        UserId userId,
        ProjectId projectId,
        @Nullable String message,
        Instant startTime,
        Instant updatedAt) {

    /** One part of carrying it out; {@code result} is null while it is under way. */
    public record Event(
            ServerId serverId,
            String requestId,
            String event,
            Instant startTime,
            @Nullable Instant finishTime,
            @Nullable String result,
            @Nullable HostName host,
            @Nullable String details) {}

    /** An action with its events, the latest first. */
    public record WithEvents(InstanceAction action, List<Event> events) {}
}
