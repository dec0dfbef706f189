package stratus.keystone.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Assignments;
import stratus.keystone.app.Assignments.Name;
import stratus.keystone.app.Assignments.Wanted;
import stratus.keystone.app.Directory;
import stratus.keystone.domain.Assignment;
import stratus.keystone.domain.Grant;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/role_assignments}. */
public final class RoleAssignmentsApi {
    private static final String INHERITED = "scope.OS-INHERIT:inherited_to";
    private static final String TREE = "identity:list_role_assignments_for_tree";

    private final Assignments assignments;
    private final Directory directory;

    public RoleAssignmentsApi(Assignments assignments, Directory directory) {
        this.assignments = assignments;
        this.directory = directory;
    }

    public void routes(Routes routes) {
        routes.get("/role_assignments", "identity:list_role_assignments", this::list);
    }

    private Response list(Request r) {
        var own = r.caller().domain();
        var within = own == null ? null : own.value();
        boolean tree = flag(r, "include_subtree");
        if (tree) {
            requireTree(r);
        }
        r.authorize(Targets.none()
                .with("target.domain_id", tree ? treeDomain(r) : within)
                .map());
        refuse(r);
        var query = r.query();
        var found = assignments.list(new Wanted(
                query.get("role.id"),
                query.get("user.id"),
                query.get("group.id"),
                query.get("scope.project.id"),
                query.get("scope.domain.id"),
                query.has("scope.system"),
                query.has(INHERITED) ? (Boolean) "projects".equals(query.get(INHERITED)) : null,
                tree,
                flag(r, "effective"),
                tree ? null : within));
        var names = flag(r, "include_names") ? assignments.names(found) : null;
        return Listing.of(
                r,
                "role_assignments",
                found.stream().map(a -> view(r, a, names)).toList());
    }

    private void requireTree(Request r) {
        r.require(TREE, Targets.none().with("target.domain_id", treeDomain(r)).map());
        if (!r.query().has("scope.project.id")) {
            r.authorize(Targets.none().map());
            throw new Fault.Invalid("scope.project.id must be specified if include_subtree is also specified");
        }
    }

    private @Nullable String treeDomain(Request r) {
        return directory
                .project(r.query().get("scope.project.id", ""))
                .map(p -> p.domainId())
                .orElse(null);
    }

    private static void refuse(Request r) {
        refusePair(r, "scope.domain.id", "scope.project.id", "Specify a domain or project, not both");
        refusePair(r, "scope.domain.id", "scope.system", "Specify system or domain, not both");
        refusePair(r, "scope.project.id", "scope.system", "Specify system or project, not both");
        refusePair(r, "user.id", "group.id", "Specify a user or group, not both");
        if (flag(r, "effective") && r.query().has("group.id")) {
            throw new Fault.Invalid("Combining effective and group filter will always result in an empty list.");
        }
        if (flag(r, "effective")
                && "projects".equals(r.query().get(INHERITED))
                && r.query().has("scope.domain.id")) {
            throw new Fault.Invalid(
                    "Combining effective, domain and inherited filters will always result in an empty list.");
        }
    }

    private static void refusePair(Request r, String one, String other, String why) {
        if (r.query().has(one) && r.query().has(other)) {
            throw new Fault.Invalid(why);
        }
    }

    private static boolean flag(Request r, String name) {
        return r.query().has(name) && Listing.truth(r.query().get(name, ""));
    }

    /** {@code names} is null where they were not asked for. */
    private static Map<String, @Nullable Object> view(
            Request r, Assignment assignment, @Nullable Map<String, Name> names) {
        var g = assignment.effect();
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("links", links(r, assignment));
        view.put("role", named(g.roleId(), names));
        view.put(g.actorKind().word(), named(g.actorId(), names));
        var scope = new LinkedHashMap<String, Object>();
        if (g.targetKind() == Grant.Target.SYSTEM) {
            scope.put("system", Map.of("all", true));
        } else {
            scope.put(g.targetKind().word(), named(g.targetId(), names));
        }
        if (assignment.inherited()) {
            scope.put("OS-INHERIT:inherited_to", "projects");
        }
        view.put("scope", scope);
        return view;
    }

    private static Map<String, Object> links(Request r, Assignment assignment) {
        var base = r.baseUrl() + "/v3";
        var from = assignment.origin();
        var place = from.targetKind() == Grant.Target.SYSTEM
                ? "/system"
                : "/%ss/%s".formatted(from.targetKind().word(), from.targetId());
        var path = "%s/%ss/%s/roles/%s".formatted(place, from.actorKind().word(), from.actorId(), from.roleId());
        var links = new LinkedHashMap<String, Object>();
        links.put(
                "assignment", base + (from.inherited() ? "/OS-INHERIT%s/inherited_to_projects".formatted(path) : path));
        if (assignment.group() != null) {
            links.put(
                    "membership",
                    "%s/groups/%s/users/%s"
                            .formatted(
                                    base,
                                    assignment.group(),
                                    assignment.effect().actorId()));
        }
        if (assignment.implied()) {
            links.put(
                    "prior_role",
                    "%s/prior_role/%s/implies/%s"
                            .formatted(base, from.roleId(), assignment.effect().roleId()));
        }
        return links;
    }

    private static Map<String, Object> named(String id, @Nullable Map<String, Name> names) {
        var name = names == null ? null : names.get(id);
        if (name == null) {
            return Map.of("id", id);
        }
        return name.domain() == null
                ? Map.of("id", id, "name", name.name())
                : Map.of("id", id, "name", name.name(), "domain", View.name(name.domain()));
    }
}
