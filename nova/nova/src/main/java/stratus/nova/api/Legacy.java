package stratus.nova.api;

import stratus.clients.user.UserApi;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import tools.jackson.databind.JsonNode;

/** What the calls have in common that Compute's API passed on to other services, until 2.35. */
final class Legacy {
    private static final int LAST = 35;

    private Legacy() {}

    /** The rule of the route decides first, then the version. */
    static void begin(Request request) {
        request.authorize();
        until(request);
    }

    /** For those of which the other service alone decides who may. */
    static void until(Request request) {
        Values.until(request, LAST);
    }

    /** What the service has there; {@code gone} is what is said where it has nothing. */
    static JsonNode get(UserApi service, Request request, String path, String gone) {
        try {
            return service.get(request.caller(), path);
        } catch (Fault.NotFound none) {
            throw new Fault.NotFound(gone);
        }
    }
}
