package stratus.keystone.api;

import java.util.Map;
import java.util.Set;
import stratus.keystone.app.Groups;
import stratus.keystone.app.Users;
import stratus.keystone.domain.Group;
import stratus.keystone.domain.User;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/groups} and their members. */
public final class GroupsApi {
    private static final Set<String> KNOWN = Set.of("id", "name", "domain_id", "description", "links");

    private final Groups groups;
    private final Users users;

    public GroupsApi(Groups groups, Users users) {
        this.groups = groups;
        this.users = users;
    }

    public void routes(Routes routes) {
        routes.get("/groups", "identity:list_groups", this::list)
                .post("/groups", "identity:create_group", this::create)
                .get("/groups/{group_id}", "identity:get_group", this::show)
                .patch("/groups/{group_id}", "identity:update_group", this::update)
                .delete("/groups/{group_id}", "identity:delete_group", this::delete)
                .get("/groups/{group_id}/users", "identity:list_users_in_group", this::members)
                .get("/groups/{group_id}/users/{user_id}", "identity:check_user_in_group", this::check)
                .put("/groups/{group_id}/users/{user_id}", "identity:add_user_to_group", this::add)
                .delete("/groups/{group_id}/users/{user_id}", "identity:remove_user_from_group", this::remove);
    }

    private Response list(Request r) {
        var domain = Targets.listedDomain(r);
        r.authorize(Targets.none().with("target.group.domain_id", domain).map());
        var found = groups.list(domain).stream().map(g -> View.group(r, g)).toList();
        return Listing.of(r, "groups", found, Set.of("name"));
    }

    private Response create(Request r) {
        var f = Fields.of(r, "group");
        var asked = f.text("domain_id");
        var group = new Group(
                Ids.hex(),
                f.shortName("name"),
                asked == null ? Targets.homeDomain(r.caller()) : asked,
                f.text("description", ""),
                f.extra(KNOWN, Map.of()));
        r.authorize(Targets.none().group(group).map());
        groups.create(r.caller(), group);
        return Response.created(Map.of("group", View.group(r, group)));
    }

    private Response show(Request r) {
        return Response.ok(Map.of("group", View.group(r, allowed(r))));
    }

    private Response update(Request r) {
        var old = allowed(r);
        var f = Fields.of(r, "group");
        if (!f.text("domain_id", old.domainId()).equals(old.domainId())) {
            throw new Fault.Invalid("Cannot change Domain ID");
        }
        var after = new Group(
                old.id(),
                f.has("name") ? f.shortName("name") : old.name(),
                old.domainId(),
                f.text("description", old.description()),
                f.extra(KNOWN, old.extra()));
        groups.update(r.caller(), old, after);
        return Response.ok(Map.of("group", View.group(r, after)));
    }

    private Response delete(Request r) {
        // One that is not there is said so before anybody is refused, as upstream does.
        if (groups.find(r.path("group_id")).isEmpty()) {
            throw missing(r);
        }
        groups.delete(r.caller(), allowed(r));
        return Response.noContent();
    }

    private Response members(Request r) {
        var group = allowed(r);
        var found = groups.members(group).stream()
                .filter(u -> Targets.sees(r, u.domainId()))
                .map(u -> View.user(r, u))
                .toList();
        return Listing.of(r, "users", found, Set.of("name", "enabled"));
    }

    private record Pair(Group group, User user) {}

    private Response check(Request r) {
        var pair = pair(r);
        if (!groups.isMember(pair.user(), pair.group())) {
            throw new Fault.NotFound("User '%s' not found in group '%s'."
                    .formatted(pair.user().id(), pair.group().id()));
        }
        return Response.noContent();
    }

    private Response add(Request r) {
        var pair = pair(r);
        groups.add(r.caller(), pair.user(), pair.group());
        return Response.noContent();
    }

    private Response remove(Request r) {
        var pair = pair(r);
        groups.remove(r.caller(), pair.user(), pair.group());
        return Response.noContent();
    }

    private Pair pair(Request r) {
        var group = groups.find(r.path("group_id"));
        var user = users.find(r.path("user_id"));
        var target = Targets.none();
        group.ifPresent(target::group);
        user.ifPresent(target::user);
        r.authorize(target.map());
        return new Pair(
                group.orElseThrow(() -> new Fault.NotFound("Could not find group: %s.".formatted(r.path("group_id")))),
                user.orElseThrow(() -> new Fault.NotFound("Could not find user: %s.".formatted(r.path("user_id")))));
    }

    private Group allowed(Request r) {
        var found = groups.find(r.path("group_id"));
        r.authorize(
                found.map(g -> Targets.none().group(g)).orElseGet(Targets::none).map());
        return found.orElseThrow(() -> missing(r));
    }

    private static Fault.NotFound missing(Request r) {
        return new Fault.NotFound("Could not find group: %s.".formatted(r.path("group_id")));
    }
}
