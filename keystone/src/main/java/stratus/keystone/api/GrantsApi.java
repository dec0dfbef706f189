package stratus.keystone.api;

import java.util.Locale;
import stratus.keystone.app.Directory;
import stratus.keystone.app.Grants;
import stratus.keystone.domain.Grant;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.Role;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Handler;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** Roles of users and groups on projects, domains and the system. */
public final class GrantsApi {
    private final Grants grants;
    private final Directory directory;

    public GrantsApi(Grants grants, Directory directory) {
        this.grants = grants;
        this.directory = directory;
    }

    public void routes(Routes routes) {
        for (var actor : Grant.Actor.values()) {
            for (var target : Grant.Target.values()) {
                routes(routes, new Kind(actor, target, false));
            }
            routes(routes, new Kind(actor, Grant.Target.PROJECT, true));
            routes(routes, new Kind(actor, Grant.Target.DOMAIN, true));
        }
    }

    /** One of the kinds of paths: three targets, two actors, and what is inherited apart. */
    private record Kind(Grant.Actor actor, Grant.Target target, boolean inherited) {
        String path() {
            var user = "/%1$ss/{%1$s_id}/roles".formatted(actor.word());
            return target == Grant.Target.SYSTEM
                    ? "/system" + user
                    : (inherited ? "/OS-INHERIT" : "") + "/%1$ss/{%1$s_id}".formatted(target.word()) + user;
        }

        /** What ends the paths of what is inherited. */
        String end() {
            return inherited ? "/inherited_to_projects" : "";
        }

        String rule(String verb) {
            if (target == Grant.Target.SYSTEM) {
                return "identity:%s_system_%s_for_%s"
                        .formatted(verb, verb.equals("list") ? "grants" : "grant", actor.word());
            }
            return verb.equals("list") ? "identity:list_grants" : "identity:%s_grant".formatted(verb);
        }

        String targetId(Request r) {
            return target == Grant.Target.SYSTEM ? Grant.SYSTEM : r.path(target.word() + "_id");
        }

        String actorId(Request r) {
            return r.path(actor.word() + "_id");
        }

        Grant grant(Request r) {
            return new Grant(actor, actorId(r), target, targetId(r), r.path("role_id"), inherited);
        }
    }

    private void routes(Routes routes, Kind kind) {
        var one = kind.path() + "/{role_id}" + kind.end();
        Handler check = r -> check(r, kind);
        routes.get(kind.path() + kind.end(), kind.rule("list"), r -> list(r, kind))
                .get(one, kind.rule("check"), check)
                .put(one, kind.rule("create"), r -> create(r, kind))
                .delete(one, kind.rule("revoke"), r -> revoke(r, kind));
    }

    private Response list(Request r, Kind kind) {
        authorize(r, kind, Targets.none());
        var roles = grants.of(kind.actor(), kind.actorId(r), kind.target(), kind.targetId(r), kind.inherited());
        return Listing.of(
                r, "roles", roles.stream().map(role -> View.role(r, role)).toList());
    }

    private Response check(Request r, Kind kind) {
        authorizeOne(r, kind);
        if (!grants.exists(kind.grant(r))) {
            throw new Fault.NotFound(
                    "Could not find role assignment with role: %s, user or group: %s, project, domain, or system: %s."
                            .formatted(r.path("role_id"), kind.actorId(r), kind.targetId(r)));
        }
        return Response.noContent();
    }

    private Response create(Request r, Kind kind) {
        authorizeOne(r, kind);
        grants.create(r.caller(), kind.grant(r));
        return Response.noContent();
    }

    private Response revoke(Request r, Kind kind) {
        authorizeOne(r, kind);
        grants.revoke(r.caller(), kind.grant(r));
        return Response.noContent();
    }

    private void authorizeOne(Request r, Kind kind) {
        var role = directory.role(r.path("role_id"));
        authorize(r, kind, role.map(Targets.none()::role).orElseGet(Targets::none));
        var found = role.orElseThrow(() -> missing("role", r.path("role_id")));
        if (kind.target() == Grant.Target.SYSTEM && !found.domainId().equals(Role.GLOBAL)) {
            throw new Fault.Invalid(
                    "Role %s is a domain-specific role. Unable to use a domain-specific role in a system"
                                    .formatted(found.id())
                            + " assignment.");
        }
    }

    /** With all that is there; then what is not is said. */
    private void authorize(Request r, Kind kind, Targets targets) {
        var id = kind.actorId(r);
        var place = directory.project(kind.targetId(r));
        boolean actor = switch (kind.actor()) {
            case USER -> directory.user(id).map(targets::user).isPresent();
            case GROUP -> directory.group(id).map(targets::group).isPresent();
        };
        place.ifPresent(p -> place(kind, p, targets));
        r.authorize(targets.map());
        if (!actor) {
            throw missing(kind.actor().word(), id);
        }
        if (kind.target() != Grant.Target.SYSTEM
                && place.filter(p -> kind.target() == Grant.Target.PROJECT || p.isDomain())
                        .isEmpty()) {
            throw missing(kind.target().word(), kind.targetId(r));
        }
    }

    private static void place(Kind kind, Project place, Targets targets) {
        if (kind.target() == Grant.Target.DOMAIN) {
            targets.domain(place);
        } else {
            targets.project(place);
        }
    }

    private static Fault.NotFound missing(String kind, String id) {
        return new Fault.NotFound("Could not find %s: %s.".formatted(kind.toLowerCase(Locale.ROOT), id));
    }
}
