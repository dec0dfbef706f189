package stratus.keystone.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Grants;
import stratus.keystone.app.Grants.Assignment;
import stratus.keystone.app.Stores;
import stratus.keystone.domain.Grant;
import stratus.keystone.domain.Project;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Tx;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/role_assignments}. */
public final class RoleAssignmentsApi {
    private final Grants grants;
    private final Stores stores;

    public RoleAssignmentsApi(Grants grants, Stores stores) {
        this.grants = grants;
        this.stores = stores;
    }

    public void routes(Routes routes) {
        routes.get("/role_assignments", "identity:list_role_assignments", this::list);
    }

    private Response list(Request r) {
        var own = r.caller().domain();
        r.authorize(Targets.none()
                .with("target.domain_id", own == null ? null : own.value())
                .map());
        refuse(r);
        boolean effective = flag(r, "effective");
        boolean names = flag(r, "include_names");
        var found = grants.list(effective);
        var all = stores.db()
                .read(tx -> found.stream()
                        .filter(a -> own == null || within(tx, a.grant(), own.value()))
                        .filter(a -> fits(r, a.grant()))
                        .map(a -> view(r, a, names ? tx : null))
                        .toList());
        return Listing.of(r, "role_assignments", all);
    }

    private static void refuse(Request r) {
        if (r.query().has("user.id") && r.query().has("group.id")) {
            throw new Fault.Invalid("Specify a user or group, not both");
        }
        if (r.query().has("scope.domain.id") && r.query().has("scope.project.id")) {
            throw new Fault.Invalid("Specify a domain or project, not both");
        }
        if (flag(r, "effective") && r.query().has("group.id")) {
            throw new Fault.Invalid("Combining effective and group filter will always result in an empty list.");
        }
        if (r.query().has("include_subtree") || r.query().has("scope.OS-INHERIT:inherited_to")) {
            throw new Fault.NotImplemented("Inherited assignments and subtrees are not implemented.");
        }
    }

    private static boolean flag(Request r, String name) {
        return r.query().has(name) && Listing.truth(r.query().get(name, ""));
    }

    private boolean within(Tx tx, Grant grant, String domain) {
        return grant.targetId().equals(domain)
                || stores.projects()
                        .find(tx, grant.targetId())
                        .map(Project::domainId)
                        .filter(domain::equals)
                        .isPresent();
    }

    private static boolean fits(Request r, Grant g) {
        return fits(r, "role.id", g.roleId())
                && fits(r, "user.id", g.actorKind() == Grant.Actor.USER ? g.actorId() : "")
                && fits(r, "group.id", g.actorKind() == Grant.Actor.GROUP ? g.actorId() : "")
                && fits(r, "scope.project.id", g.targetKind() == Grant.Target.PROJECT ? g.targetId() : "")
                && fits(r, "scope.domain.id", g.targetKind() == Grant.Target.DOMAIN ? g.targetId() : "")
                && (!r.query().has("scope.system") || g.targetKind() == Grant.Target.SYSTEM);
    }

    private static boolean fits(Request r, String filter, String value) {
        var wanted = r.query().get(filter);
        return wanted == null || wanted.equals(value);
    }

    private Map<String, @Nullable Object> view(Request r, Assignment assignment, @Nullable Tx names) {
        var g = assignment.grant();
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("links", links(r, assignment));
        view.put("role", named(names, "role", g.roleId()));
        view.put(g.actorKind().word(), named(names, g.actorKind().word(), g.actorId()));
        view.put(
                "scope",
                g.targetKind() == Grant.Target.SYSTEM
                        ? Map.of("system", Map.of("all", true))
                        : Map.of(
                                g.targetKind().word(),
                                named(names, g.targetKind().word(), g.targetId())));
        return view;
    }

    private static Map<String, Object> links(Request r, Assignment assignment) {
        var g = assignment.grant();
        var group = assignment.group();
        var actor = group == null ? g.actorKind().word() + "s/" + g.actorId() : "groups/" + group;
        var place = g.targetKind() == Grant.Target.SYSTEM
                ? "system"
                : g.targetKind().word() + "s/" + g.targetId();
        var path = "%s/v3/%s/%s/roles/%s".formatted(r.baseUrl(), place, actor, g.roleId());
        return group == null
                ? Map.of("assignment", path)
                : Map.of(
                        "assignment",
                        path,
                        "membership",
                        "%s/v3/groups/%s/users/%s".formatted(r.baseUrl(), group, g.actorId()));
    }

    /** The id; with names, those of the thing and of its domain too. */
    private Map<String, Object> named(@Nullable Tx tx, String kind, String id) {
        if (tx == null) {
            return Map.of("id", id);
        }
        return switch (kind) {
            case "role" ->
                named(tx, id, stores.roles().find(tx, id).map(x -> x.name()).orElse(""), "");
            case "user" ->
                stores.users()
                        .find(tx, id)
                        .map(u -> named(tx, id, u.name(), u.domainId()))
                        .orElse(Map.of("id", id));
            case "group" ->
                stores.groups()
                        .find(tx, id)
                        .map(g -> named(tx, id, g.name(), g.domainId()))
                        .orElse(Map.of("id", id));
            default ->
                stores.projects()
                        .find(tx, id)
                        .map(p -> named(tx, id, p.name(), p.domainId()))
                        .orElse(Map.of("id", id));
        };
    }

    private Map<String, Object> named(Tx tx, String id, String name, String domainId) {
        var domain = stores.projects().find(tx, domainId);
        return domain.isEmpty()
                ? Map.of("id", id, "name", name)
                : Map.of("id", id, "name", name, "domain", View.name(domain.get()));
    }
}
