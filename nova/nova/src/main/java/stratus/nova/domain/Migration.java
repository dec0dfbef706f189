package stratus.nova.domain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.ServerFlavor;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.UserId;

/**
 * One change of a server's place or size, as {@code os-migrations} lists it.
 *
 * @param number the id of the API
 * @param id until the move is over, also the consumer in Placement of what the server had before
 * @param type {@code resize}, {@code migration} or {@code live-migration}
 * @param userId who asked for it
 * @param destHost null until a host is found
 * @param oldState what the server was: {@link VmState#ACTIVE} or {@link VmState#STOPPED}
 */
public record Migration(
        long number,
        UUID id,
        ServerId serverId,
        ProjectId projectId,
        UserId userId,
        String type,
        Status status,
        HostName sourceHost,
        @Nullable HostName destHost,
        ServerFlavor oldFlavor,
        ServerFlavor newFlavor,
        VmState oldState,
        Instant createdAt,
        @Nullable Instant updatedAt) {
    public static final String RESIZE = "resize";
    public static final String COLD = "migration";
    public static final String LIVE = "live-migration";

    /** How far it is, in upstream's words. */
    public enum Status {
        PRE_MIGRATING,
        MIGRATING,
        POST_MIGRATING,
        FINISHED,
        CONFIRMING,
        CONFIRMED,
        REVERTING,
        REVERTED,
        ERROR;

        /** As the API shows it. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether the size changes. */
    public boolean resizes() {
        return type.equals(RESIZE);
    }

    /** Whether the server ran before. */
    public boolean ran() {
        return oldState == VmState.ACTIVE;
    }
}
