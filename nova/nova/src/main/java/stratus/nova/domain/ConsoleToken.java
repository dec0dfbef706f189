package stratus.nova.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ServerId;

/**
 * The right to look at a guest's screen for a while. The token itself is not kept, only its hash.
 *
 * @param host where the screen can be dialled
 */
public record ConsoleToken(
        String tokenHash,
        ServerId serverId,
        String type,
        String host,
        int port,
        @Nullable String internalAccessPath,
        Instant expiresAt) {}
