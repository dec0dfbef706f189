package stratus.oslo.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.base.FaultStatus;

/** The statuses of faults, and the bodies that OpenStack's services put errors in. */
public final class Errors {
    private Errors() {}

    /** Each service wraps errors its own way: Nova by name, Keystone and Placement under a fixed key. */
    @FunctionalInterface
    public interface Envelope {
        Object wrap(int status, String message, @Nullable String code, String requestId);

        /** The same for a service whose errors look different at different versions; 0.0 before that is known. */
        default Object wrap(int status, String message, @Nullable String code, String requestId, Microversion version) {
            return wrap(status, message, code, requestId);
        }

        /** The whole answer, for a service whose errors look as the client would like them; JSON otherwise. */
        default Response answer(Request r, int status, String message, @Nullable String code) {
            return Response.of(status, wrap(status, message, code, r.requestId(), r.version()));
        }

        /** How a 401 looks: as keystonemiddleware's own, if the service does not do that by itself. */
        default Envelope unauthorized() {
            return KEYSTONE;
        }
    }

    /** What a fault is answered with. */
    public static int status(Fault fault) {
        return FaultStatus.of(fault);
    }

    /** What HTTP calls a status: {@code Not Found}. */
    public static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 412 -> "Precondition Failed";
            case 413 -> "Request Entity Too Large";
            case 415 -> "Unsupported Media Type";
            case 416 -> "Requested Range Not Satisfiable";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 507 -> "Insufficient Storage";
            default -> "Internal Server Error";
        };
    }

    /** Keystone, and keystonemiddleware's 401 in every service: {@code {"error": {code, message, title}}}. */
    public static final Envelope KEYSTONE = (status, message, _, _) ->
            Map.of("error", Map.of("code", status, "message", message, "title", title(status)));

    /** Nova and Cinder: {@code {"itemNotFound": {code, message}}}. */
    public static final Envelope NOVA =
            (status, message, _, _) -> Map.of(novaName(status), Map.of("code", status, "message", message));

    /** Neutron: {@code {"NeutronError": {type, message, detail}}}. */
    public static final Envelope NEUTRON = (status, message, code, _) -> Map.of(
            "NeutronError",
            Map.of("type", code == null ? neutronType(status) : code, "message", message, "detail", ""));

    private static String novaName(int status) {
        return switch (status) {
            case 400 -> "badRequest";
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "itemNotFound";
            case 405 -> "badMethod";
            case 406 -> "notAcceptable";
            case 409 -> "conflictingRequest";
            case 413 -> "overLimit";
            case 415 -> "badMediaType";
            case 501 -> "notImplemented";
            case 503 -> "serviceUnavailable";
            default -> "computeFault";
        };
    }

    private static String neutronType(int status) {
        return switch (status) {
            case 400 -> "HTTPBadRequest";
            case 403 -> "PolicyNotAuthorized";
            case 404 -> "HTTPNotFound";
            case 409 -> "HTTPConflict";
            case 413 -> "HTTPRequestEntityTooLarge";
            case 503 -> "HTTPServiceUnavailable";
            default -> "HTTPInternalServerError";
        };
    }
}
