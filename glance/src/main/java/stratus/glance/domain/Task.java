package stratus.glance.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Work that goes on after its request was answered.
 *
 * @param status pending, processing, success or failure
 * @param input what was asked for
 * @param message why it failed; empty otherwise
 * @param expiresAt when it is forgotten; null while it goes on
 */
public record Task(
        String id,
        String imageId,
        String requestId,
        String userId,
        @Nullable String owner,
        String type,
        String status,
        Map<String, Object> input,
        String message,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant expiresAt) {
    /** The same, ended: with what went wrong, null for nothing. */
    public Task ended(@Nullable String problem, Instant now, Instant expires) {
        var status = problem == null ? "success" : "failure";
        var why = problem == null ? "" : problem;
        return new Task(id, imageId, requestId, userId, owner, type, status, input, why, createdAt, now, expires);
    }
}
