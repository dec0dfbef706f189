package stratus.nova.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.ServerId;

/** What is kept of a server while it is shelved; {@code imageId} is null for one that boots from a volume. */
public record Shelved(ServerId serverId, @Nullable ImageId imageId, Instant shelvedAt) {}
