package stratus.keystone.domain;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Catalog and identities as one file has them, for people to read: everything goes by its name, and an id, where there
 * is one, is only what the thing itself is to have.
 *
 * @param format {@link #FORMAT}
 */
public record Blueprint(
        String format,
        List<RegionPlan> regions,
        List<ServicePlan> services,
        List<RolePlan> roles,
        List<DomainPlan> domains,
        List<AssignmentPlan> assignments,
        List<RegisteredLimitPlan> registeredLimits,
        List<LimitPlan> limits) {
    public static final String FORMAT = "stratus-keystone/1";

    /** What a file leaves out is empty. */
    public Blueprint {
        regions = orEmpty(regions);
        services = orEmpty(services);
        roles = orEmpty(roles);
        domains = orEmpty(domains);
        assignments = orEmpty(assignments);
        registeredLimits = orEmpty(registeredLimits);
        limits = orEmpty(limits);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static Map<String, Object> orEmpty(@Nullable Map<String, Object> map) {
        return Objects.requireNonNullElse(map, Map.of());
    }

    /** A user, group, project or role, by its name in a domain; a role without a domain is a global one. */
    public record Name(String name, @Nullable String domain) {}

    /** Its name is its id. */
    public record RegionPlan(
            String name, @Nullable String parent, @Nullable String description, Map<String, Object> extra) {
        public RegionPlan {
            extra = orEmpty(extra);
        }
    }

    /** A service by its type and name. */
    public record ServiceName(String type, String name) {}

    public record ServicePlan(
            String type,
            String name,
            @Nullable String id,
            @Nullable String description,
            @Nullable Boolean enabled,
            Map<String, Object> extra,
            List<EndpointPlan> endpoints) {
        public ServicePlan {
            extra = orEmpty(extra);
            endpoints = orEmpty(endpoints);
        }
    }

    /** {@code face} is public, internal or admin. */
    public record EndpointPlan(
            @JsonProperty("interface") String face,
            @Nullable String region,
            String url,
            @Nullable String id,
            @Nullable Boolean enabled,
            Map<String, Object> extra) {
        public EndpointPlan {
            extra = orEmpty(extra);
        }
    }

    public record RolePlan(
            String name,
            @Nullable String domain,
            @Nullable String id,
            @Nullable String description,
            Map<String, Object> options,
            Map<String, Object> extra,
            List<Name> implies) {
        public RolePlan {
            options = orEmpty(options);
            extra = orEmpty(extra);
            implies = orEmpty(implies);
        }
    }

    /** A domain with all that it owns. */
    public record DomainPlan(
            String name,
            @Nullable String id,
            @Nullable String description,
            @Nullable Boolean enabled,
            List<String> tags,
            Map<String, Object> options,
            Map<String, Object> extra,
            List<ProjectPlan> projects,
            List<UserPlan> users,
            List<GroupPlan> groups) {
        public DomainPlan {
            tags = orEmpty(tags);
            options = orEmpty(options);
            extra = orEmpty(extra);
            projects = orEmpty(projects);
            users = orEmpty(users);
            groups = orEmpty(groups);
        }
    }

    /** {@code parent} is a project of the same domain; without one it is right below the domain. */
    public record ProjectPlan(
            String name,
            @Nullable String parent,
            @Nullable String id,
            @Nullable String description,
            @Nullable Boolean enabled,
            List<String> tags,
            Map<String, Object> options,
            Map<String, Object> extra) {
        public ProjectPlan {
            tags = orEmpty(tags);
            options = orEmpty(options);
            extra = orEmpty(extra);
        }
    }

    /** Without a hash a user keeps the password that it has, if any. */
    public record UserPlan(
            String name,
            @Nullable String id,
            @Nullable Boolean enabled,
            @Nullable Name defaultProject,
            Map<String, Object> options,
            Map<String, Object> extra,
            @Nullable String passwordHash,
            @Nullable Instant passwordExpiresAt) {
        public UserPlan {
            options = orEmpty(options);
            extra = orEmpty(extra);
        }

        @Override
        public String toString() {
            return "user " + name;
        }
    }

    public record GroupPlan(
            String name,
            @Nullable String id,
            @Nullable String description,
            Map<String, Object> extra,
            List<Name> members) {
        public GroupPlan {
            extra = orEmpty(extra);
            members = orEmpty(members);
        }
    }

    /** A user or a group has a role on a project, a domain or the system. */
    public record AssignmentPlan(
            @Nullable Name user,
            @Nullable Name group,
            Name role,
            @Nullable Name project,
            @Nullable String domain,
            @Nullable Boolean system,
            @Nullable Boolean inherited) {}

    public record RegisteredLimitPlan(
            ServiceName service,
            @Nullable String region,
            String resource,
            long defaultLimit,
            @Nullable String id,
            @Nullable String description) {}

    /** Of a project or a domain. */
    public record LimitPlan(
            ServiceName service,
            @Nullable String region,
            String resource,
            @Nullable Name project,
            @Nullable String domain,
            long limit,
            @Nullable String id,
            @Nullable String description) {}
}
