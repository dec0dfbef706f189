package stratus.cinder.api;

import stratus.oslo.base.Fault;
import stratus.oslo.http.Handler;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** What holds for every operation: the project in the path is the caller's, and no room left is 413. */
public final class Guard {
    private static final String PROJECT = "/v3/{project_id}/";

    private Guard() {}

    /** The same operations, guarded. */
    public static Routes over(Routes routes) {
        var guarded = Routes.at("");
        for (var route : routes.all()) {
            Handler handler = r -> handle(route, r);
            switch (route.access()) {
                case OPEN -> guarded.open(route.method(), route.path(), route.handler());
                case TOKEN -> guarded.token(route.method(), route.path(), handler);
                case RULE -> named(guarded, route, handler);
            }
        }
        return guarded;
    }

    private static void named(Routes guarded, Routes.Route route, Handler handler) {
        var rule = String.valueOf(route.rule());
        switch (route.method()) {
            case "GET" -> guarded.get(route.path(), rule, handler);
            case "POST" -> guarded.post(route.path(), rule, handler);
            case "PUT" -> guarded.put(route.path(), rule, handler);
            case "DELETE" -> guarded.delete(route.path(), rule, handler);
            default -> throw new IllegalArgumentException(route.toString());
        }
    }

    private static Response handle(Routes.Route route, Request r) {
        var project = r.caller().project();
        if (route.path().startsWith(PROJECT) && project != null && !project.id().equals(r.path("project_id"))) {
            throw new Fault.Invalid("Malformed request url");
        }
        if (r.path().endsWith("/")) { // an id that is empty, and nothing has that
            throw new Fault.NotFound("The resource could not be found.");
        }
        try {
            return route.handler().handle(r);
        } catch (Fault.OverQuota full) {
            throw new Fault.TooLarge(full.getMessage());
        }
    }
}
