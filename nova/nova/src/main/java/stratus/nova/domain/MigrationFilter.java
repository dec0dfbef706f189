package stratus.nova.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.oslo.db.Page;

/**
 * Which migrations are asked for; null is any.
 *
 * @param host either of both
 */
public record MigrationFilter(
        @Nullable String host,
        @Nullable String source,
        @Nullable String server,
        @Nullable List<Migration.Status> statuses,
        @Nullable String type,
        @Nullable String project,
        @Nullable String user,
        @Nullable Instant changesSince,
        @Nullable Instant changesBefore,
        @Nullable UUID marker,
        int limit) {
    /** The newest first. */
    public Page.Request page() {
        return new Page.Request(
                marker == null ? null : marker.toString(), limit, List.of(new Page.Sort("number", true)));
    }
}
