package stratus.keystone.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Secret;

/**
 * A valid token with everything it stands for right now.
 *
 * @param project the project of a project scope
 * @param domain the domain that owns the project, or that of a domain scope
 */
public record Token(
        Secret text,
        TokenData data,
        User user,
        Project userDomain,
        @Nullable Project project,
        @Nullable Project domain,
        Power power) {
    /** What it may do, and by whose leave. */
    public record Power(
            List<Role> roles,
            @Nullable Trust trust,
            @Nullable ApplicationCredential credential,
            @Nullable List<AccessRule> accessRules,
            @Nullable AccessToken accessToken) {
        public static Power own(List<Role> roles) {
            return new Power(roles, null, null, null, null);
        }
    }

    public List<Role> roles() {
        return power.roles();
    }
}
