package stratus.oslo.policy;

import org.jspecify.annotations.Nullable;

/**
 * A request that was answered with 403; told on the bus.
 *
 * @param userId whose request it was
 * @param projectId of the project that the token was for, if it was for one
 * @param message what the caller was told
 * @param refusal null where no rule was behind it
 */
public record Refused(
        String requestId,
        String service,
        String method,
        String path,
        String userId,
        @Nullable String projectId,
        String message,
        @Nullable Refusal refusal) {
    /** Where they are told. */
    public static final String TOPIC = "refusal";
}
