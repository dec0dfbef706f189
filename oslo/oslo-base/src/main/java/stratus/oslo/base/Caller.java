package stratus.oslo.base;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.DomainId;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.UserId;

/**
 * Who is asking, as Keystone vouched for them; travels with every call, in process or over the bus.
 *
 * @param requestId the {@code req-} id under which everything done for this request is traced
 * @param user the user; its name and domain as the token had them
 * @param project the project of a project-scoped token
 * @param domain the domain of a domain-scoped token
 * @param system whether the token is scoped to the whole system
 * @param roles names of the roles, implied ones included
 * @param serviceRoles names of the roles of the service token that came beside the user's; empty without one
 * @param auditIds the token's audit ids, its own first
 * @param accessRules the only requests that the token may be used for; null where it may be for all
 * @param token the user's token, handed on when a service asks another on the user's behalf
 */
public record Caller(
        String requestId,
        Named user,
        @Nullable Named project,
        @Nullable DomainId domain,
        boolean system,
        Set<String> roles,
        Set<String> serviceRoles,
        List<String> auditIds,
        @Nullable List<AccessRule> accessRules,
        Secret token) {
    /** One whose token is for every request. */
    public Caller(
            String requestId,
            Named user,
            @Nullable Named project,
            @Nullable DomainId domain,
            boolean system,
            Set<String> roles,
            Set<String> serviceRoles,
            List<String> auditIds,
            Secret token) {
        this(requestId, user, project, domain, system, roles, serviceRoles, auditIds, null, token);
    }

    /** One that no token stands behind, and that may nothing: whom the change log names for what was done without one. */
    public static Caller untokened(String requestId, Named user) {
        return new Caller(requestId, user, null, null, false, Set.of(), Set.of(), List.of(), new Secret(""));
    }

    /**
     * A kind of request.
     *
     * @param service a type of the catalog
     * @param path {@code *} and {@code {name}} stand for one segment, {@code **} for any number
     */
    public record AccessRule(String service, String method, String path) {}

    /**
     * A user or project with what a token says of it.
     *
     * @param domainId the domain that owns it
     */
    public record Named(String id, String name, DomainId domainId, String domainName) {}

    public UserId userId() {
        return new UserId(user.id());
    }

    /** The project that the caller acts for; refuses a caller without one. */
    public ProjectId projectId() {
        if (project == null) {
            throw new Fault.Forbidden("A project-scoped token is required for this.", null);
        }
        return new ProjectId(project.id());
    }

    public boolean has(String role) {
        return roles.contains(role);
    }

    /** The same caller, vouched for by a service besides. */
    public Caller beside(Set<String> otherServiceRoles) {
        return new Caller(
                requestId, user, project, domain, system, roles, otherServiceRoles, auditIds, accessRules, token);
    }

    /** The same caller on behalf of another request: what a background task says of itself. */
    public Caller during(String otherRequestId) {
        return new Caller(
                otherRequestId, user, project, domain, system, roles, serviceRoles, auditIds, accessRules, token);
    }
}
