package stratus.cinder.domain;

import java.time.Instant;
import java.util.Map;
import stratus.oslo.base.Caller;

/**
 * Long work under way at a backend, on record until it is done.
 *
 * @param detail what the kind needs to know beside the resource
 * @param caller who asked for it; after a restart without the token
 */
public record Job(
        String id, Kind kind, String resourceId, Map<String, String> detail, Caller caller, Instant createdAt) {
    public enum Kind {
        CREATE_VOLUME,
        DELETE_VOLUME,
        EXTEND_VOLUME,
        UPLOAD_VOLUME,
        REIMAGE_VOLUME,
        REVERT_VOLUME,
        CREATE_SNAPSHOT,
        DELETE_SNAPSHOT,
        CREATE_BACKUP,
        RESTORE_BACKUP,
        DELETE_BACKUP
    }

    /** One of the details; empty where it is not there. */
    public String detail(String name) {
        return detail.getOrDefault(name, "");
    }
}
