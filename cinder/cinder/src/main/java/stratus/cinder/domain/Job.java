package stratus.cinder.domain;

import java.time.Instant;
import stratus.oslo.base.Caller;

/**
 * Long work under way at a backend, on record until it is done.
 *
 * @param caller who asked for it; after a restart without the token
 */
public record Job(String id, Kind kind, String resourceId, Caller caller, Instant createdAt) {
    public enum Kind {
        CREATE_VOLUME,
        DELETE_VOLUME,
        EXTEND_VOLUME,
        CREATE_SNAPSHOT,
        DELETE_SNAPSHOT
    }
}
