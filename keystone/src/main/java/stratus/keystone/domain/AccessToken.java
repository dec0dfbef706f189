package stratus.keystone.domain;

import java.time.Instant;
import java.util.List;

/** Roles of a user on a project, which a consumer may use in the user's name. */
public record AccessToken(
        String id, String consumerId, String projectId, Instant expiresAt, String userId, List<String> roles) {}
