package stratus.keystone.api;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Directory;
import stratus.keystone.app.Groups;
import stratus.keystone.app.Users;
import stratus.keystone.domain.User;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.base.Secret;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/users}. */
public final class UsersApi {
    private static final Set<String> KNOWN = Set.of(
            "id",
            "name",
            "domain_id",
            "enabled",
            "default_project_id",
            "password",
            "options",
            "links",
            "federated",
            "password_expires_at");

    private final Users users;
    private final Groups groups;
    private final Directory directory;

    public UsersApi(Users users, Groups groups, Directory directory) {
        this.users = users;
        this.groups = groups;
        this.directory = directory;
    }

    public void routes(Routes routes) {
        routes.get("/users", "identity:list_users", this::list)
                .post("/users", "identity:create_user", this::create)
                .get("/users/{user_id}", "identity:get_user", this::show)
                .patch("/users/{user_id}", "identity:update_user", this::update)
                .delete("/users/{user_id}", "identity:delete_user", this::delete)
                .open("POST", "/users/{user_id}/password", this::changePassword)
                .get("/users/{user_id}/groups", "identity:list_groups_for_user", this::groups)
                .get("/users/{user_id}/projects", "identity:list_user_projects", this::projects);
    }

    private Response list(Request r) {
        var domain = Targets.listedDomain(r);
        r.authorize(Targets.none().with("target.domain_id", domain).map());
        var found = users.list(domain).stream().map(u -> View.user(r, u)).toList();
        return Listing.of(r, "users", found, Set.of("name", "enabled"));
    }

    private Response create(Request r) {
        var f = Fields.of(r, "user");
        var asked = f.text("domain_id");
        refuseFederated(f);
        var user = new User(
                Ids.hex(),
                f.name("name"),
                asked == null ? Targets.homeDomain(r.caller()) : asked,
                f.flag("enabled", true),
                f.text("default_project_id"),
                ResourceOptions.ofUser(f, Map.of()),
                f.extra(KNOWN, Map.of()),
                null);
        r.authorize(Targets.none().user(user).map());
        var created = users.create(r.caller(), user, password(f));
        return Response.created(Map.of("user", View.user(r, created)));
    }

    private static void refuseFederated(Fields f) {
        if (f.has("federated")) {
            throw new Fault.NotImplemented("Federated users are not implemented.");
        }
    }

    private static @Nullable Secret password(Fields f) {
        var text = f.text("password");
        return text == null ? null : new Secret(text);
    }

    private Response show(Request r) {
        return Response.ok(Map.of("user", View.user(r, allowed(r))));
    }

    private Response update(Request r) {
        var old = allowed(r);
        var f = Fields.of(r, "user");
        refuseFederated(f);
        if (!f.text("domain_id", old.domainId()).equals(old.domainId())) {
            throw new Fault.Invalid("Cannot change Domain ID");
        }
        var after = new User(
                old.id(),
                f.name("name", old.name()),
                old.domainId(),
                f.flag("enabled", old.enabled()),
                f.has("default_project_id") ? f.text("default_project_id") : old.defaultProjectId(),
                ResourceOptions.ofUser(f, old.options()),
                f.extra(KNOWN, old.extra()),
                old.passwordExpiresAt());
        var updated = users.update(r.caller(), old, after, password(f));
        return Response.ok(Map.of("user", View.user(r, updated)));
    }

    private Response delete(Request r) {
        users.delete(r.caller(), allowed(r));
        return Response.noContent();
    }

    /** Whoever knows the old password is the user: no token is asked for. */
    private Response changePassword(Request r) {
        var f = Fields.of(r, "user");
        var original = new Secret(f.name("original_password"));
        var password = new Secret(f.name("password"));
        users.changePassword(r.requestId(), r.path("user_id"), original, password);
        return Response.noContent();
    }

    private Response groups(Request r) {
        var user = allowed(r);
        var found = groups.ofUser(user).stream()
                .filter(g -> Targets.sees(r, g.domainId()))
                .map(g -> View.group(r, g))
                .toList();
        found.forEach(g -> g.put("membership_expires_at", null)); // only those of federated users do
        return Listing.of(r, "groups", found, Set.of("name"));
    }

    private Response projects(Request r) {
        var user = allowed(r);
        var found = directory.projectsOf(user.id()).stream()
                .map(p -> View.project(r, p))
                .toList();
        return Listing.of(r, "projects", found, Set.of("name", "enabled", "domain_id"));
    }

    private User allowed(Request r) {
        var found = users.find(r.path("user_id"));
        r.authorize(
                found.map(u -> Targets.none().user(u)).orElseGet(Targets::none).map());
        return found.orElseThrow(() -> new Fault.NotFound("Could not find user: %s.".formatted(r.path("user_id"))));
    }
}
