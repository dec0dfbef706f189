package stratus.cinder.api;

import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import stratus.oslo.http.Routes.Access;
import stratus.oslo.http.Routes.Route;

/** What holds for every operation: the project in the path is the caller's, and no room left is 413. */
public final class Guard {
    private static final String PROJECT = "/v3/{project_id}/";

    private Guard() {}

    /** The same operations, guarded; those that are open to anyone know neither projects nor quotas. */
    public static Routes over(Routes routes) {
        return routes.handledBy(route -> route.access() == Access.OPEN ? route.handler() : r -> handle(route, r));
    }

    private static Response handle(Route route, Request r) {
        var project = r.caller().project();
        if (route.path().startsWith(PROJECT) && project != null && !project.id().equals(r.path("project_id"))) {
            throw new Fault.Invalid("Malformed request url");
        }
        try {
            return route.handler().handle(r);
        } catch (Fault.OverQuota full) {
            throw new Fault.TooLarge(full.getMessage());
        }
    }
}
