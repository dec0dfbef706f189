package stratus.keystone.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.Blueprint;
import stratus.keystone.domain.Blueprint.AssignmentPlan;
import stratus.keystone.domain.Blueprint.DomainPlan;
import stratus.keystone.domain.Blueprint.EndpointPlan;
import stratus.keystone.domain.Blueprint.GroupPlan;
import stratus.keystone.domain.Blueprint.LimitPlan;
import stratus.keystone.domain.Blueprint.Name;
import stratus.keystone.domain.Blueprint.ProjectPlan;
import stratus.keystone.domain.Blueprint.RegionPlan;
import stratus.keystone.domain.Blueprint.RegisteredLimitPlan;
import stratus.keystone.domain.Blueprint.RolePlan;
import stratus.keystone.domain.Blueprint.ServiceName;
import stratus.keystone.domain.Blueprint.ServicePlan;
import stratus.keystone.domain.Blueprint.UserPlan;
import stratus.keystone.domain.Endpoint;
import stratus.keystone.domain.Grant;
import stratus.keystone.domain.Group;
import stratus.keystone.domain.Limit;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.RegisteredLimit;
import stratus.keystone.domain.Role;
import stratus.keystone.domain.Service;
import stratus.keystone.domain.User;
import stratus.oslo.db.Tx;

/** Writes catalog and identities down, all as of one moment. Credentials, trusts and the like are not among them. */
public final class Export {
    private final Stores stores;
    private final Options options;

    /** Hashes let passwords be taken along, and guessed by whoever gets hold of the file. */
    public record Options(boolean passwordHashes, boolean ids) {}

    Export(Stores stores, Options options) {
        this.stores = stores;
        this.options = options;
    }

    public static String run(Stores stores, Options options) {
        return BlueprintFile.write(stores.db().read(tx -> new Export(stores, options).blueprint(tx)));
    }

    private Blueprint blueprint(Tx tx) {
        var names = new Names(tx);
        return new Blueprint(
                Blueprint.FORMAT,
                stores.catalog().regions(tx).stream()
                        .map(r -> new RegionPlan(r.id(), r.parentRegionId(), blank(r.description()), r.extra()))
                        .toList(),
                stores.catalog().services(tx).stream().map(s -> service(tx, s)).toList(),
                stores.roles().list(tx).stream().map(r -> role(tx, r, names)).toList(),
                stores.projects().list(tx, true).stream()
                        .map(d -> domain(tx, d, names))
                        .toList(),
                stores.grants().list(tx, null, null, null).stream()
                        .filter(names::knows)
                        .map(names::assignment)
                        .toList(),
                stores.limits().registered(tx).stream().map(names::registered).toList(),
                stores.limits().list(tx).stream().map(names::limit).toList());
    }

    private @Nullable String id(String id) {
        return options.ids() ? id : null;
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Being enabled goes without saying. */
    private static @Nullable Boolean unlessTrue(boolean enabled) {
        return enabled ? null : false;
    }

    private ServicePlan service(Tx tx, Service s) {
        var endpoints = stores.catalog().endpoints(tx).stream()
                .filter(e -> e.serviceId().equals(s.id()))
                .map(this::endpoint)
                .toList();
        return new ServicePlan(
                s.type(), s.name(), id(s.id()), s.description(), unlessTrue(s.enabled()), s.extra(), endpoints);
    }

    private EndpointPlan endpoint(Endpoint e) {
        return new EndpointPlan(e.face(), e.regionId(), e.url(), id(e.id()), unlessTrue(e.enabled()), e.extra());
    }

    private RolePlan role(Tx tx, Role r, Names names) {
        var implies = stores.roles().implications(tx).stream()
                .filter(i -> i.priorId().equals(r.id()))
                .map(i -> names.role(i.impliedId()))
                .toList();
        return new RolePlan(
                r.name(), names.domainOf(r.domainId()), id(r.id()), r.description(), r.options(), r.extra(), implies);
    }

    private DomainPlan domain(Tx tx, Project d, Names names) {
        var inOrder = stores.projects().subtree(tx, d.id());
        return new DomainPlan(
                d.name(),
                id(d.id()),
                blank(d.description()),
                unlessTrue(d.enabled()),
                d.tags(),
                d.options(),
                d.extra(),
                inOrder.stream().map(p -> project(p, d, names)).toList(),
                stores.users().list(tx, d.id()).stream()
                        .map(u -> user(tx, u, names))
                        .toList(),
                stores.groups().list(tx, d.id()).stream()
                        .map(g -> group(tx, g, names))
                        .toList());
    }

    private ProjectPlan project(Project p, Project domain, Names names) {
        var parent = p.parentId();
        return new ProjectPlan(
                p.name(),
                parent == null || parent.equals(domain.id())
                        ? null
                        : names.project(parent).name(),
                id(p.id()),
                blank(p.description()),
                unlessTrue(p.enabled()),
                p.tags(),
                p.options(),
                p.extra());
    }

    private UserPlan user(Tx tx, User u, Names names) {
        var hash = options.passwordHashes()
                ? stores.users().passwordHash(tx, u.id()).orElse(null)
                : null;
        return new UserPlan(
                u.name(),
                id(u.id()),
                unlessTrue(u.enabled()),
                u.defaultProjectId() == null ? null : names.projects.get(u.defaultProjectId()),
                u.options(),
                u.extra(),
                hash,
                hash == null ? null : u.passwordExpiresAt());
    }

    private GroupPlan group(Tx tx, Group g, Names names) {
        var members = stores.groups().members(tx, g.id()).stream()
                .map(u -> names.user(u.id()))
                .toList();
        return new GroupPlan(g.name(), id(g.id()), blank(g.description()), g.extra(), members);
    }

    /** Everything's name by its id. */
    private final class Names {
        private final Map<String, String> domains;
        private final Map<String, Name> projects;
        private final Map<String, Name> users;
        private final Map<String, Name> groups;
        private final Map<String, Name> roles;
        private final Map<String, ServiceName> services;
        private final Map<String, RegisteredLimit> registered;

        Names(Tx tx) {
            domains = by(stores.projects().list(tx, true), Project::id, Project::name);
            projects =
                    by(stores.projects().list(tx, false), Project::id, p -> new Name(p.name(), domain(p.domainId())));
            users = by(stores.users().list(tx, null), User::id, u -> new Name(u.name(), domain(u.domainId())));
            groups = by(stores.groups().list(tx, null), Group::id, g -> new Name(g.name(), domain(g.domainId())));
            roles = by(stores.roles().list(tx), Role::id, r -> new Name(r.name(), domainOf(r.domainId())));
            services = by(stores.catalog().services(tx), Service::id, s -> new ServiceName(s.type(), s.name()));
            registered = by(stores.limits().registered(tx), RegisteredLimit::id, r -> r);
        }

        private static <T, V> Map<String, V> by(List<T> all, Function<T, String> id, Function<T, V> value) {
            return all.stream().collect(Collectors.toMap(id, value, (a, _) -> a, HashMap::new));
        }

        private static <V> V known(Map<String, V> all, String id) {
            var found = all.get(id);
            if (found == null) {
                throw new IllegalStateException("the database refers to %s, which it does not have".formatted(id));
            }
            return found;
        }

        String domain(String id) {
            return known(domains, id);
        }

        @Nullable String domainOf(String id) {
            return id.isEmpty() ? null : domain(id);
        }

        Name project(String id) {
            return known(projects, id);
        }

        Name user(String id) {
            return known(users, id);
        }

        Name role(String id) {
            return known(roles, id);
        }

        /** Nothing is said of what refers to somebody who is gone. */
        boolean knows(Grant g) {
            var actors = g.actorKind() == Grant.Actor.USER ? users : groups;
            var target = switch (g.targetKind()) {
                case PROJECT -> projects.containsKey(g.targetId());
                case DOMAIN -> domains.containsKey(g.targetId());
                case SYSTEM -> true;
            };
            return target && actors.containsKey(g.actorId());
        }

        AssignmentPlan assignment(Grant g) {
            return new AssignmentPlan(
                    g.actorKind() == Grant.Actor.USER ? user(g.actorId()) : null,
                    g.actorKind() == Grant.Actor.GROUP ? known(groups, g.actorId()) : null,
                    role(g.roleId()),
                    g.targetKind() == Grant.Target.PROJECT ? project(g.targetId()) : null,
                    g.targetKind() == Grant.Target.DOMAIN ? domain(g.targetId()) : null,
                    g.targetKind() == Grant.Target.SYSTEM ? true : null,
                    g.inherited() ? true : null);
        }

        RegisteredLimitPlan registered(RegisteredLimit r) {
            return new RegisteredLimitPlan(
                    known(services, r.serviceId()),
                    blank(r.regionId()),
                    r.resourceName(),
                    r.defaultLimit(),
                    id(r.id()),
                    r.description());
        }

        LimitPlan limit(Limit l) {
            var r = known(registered, l.registeredLimitId());
            var ofDomain = domains.get(l.targetId());
            return new LimitPlan(
                    known(services, r.serviceId()),
                    blank(r.regionId()),
                    r.resourceName(),
                    ofDomain == null ? project(l.targetId()) : null,
                    ofDomain,
                    l.resourceLimit(),
                    id(l.id()),
                    l.description());
        }
    }
}
