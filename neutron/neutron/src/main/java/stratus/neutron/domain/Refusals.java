package stratus.neutron.domain;

import stratus.oslo.base.Fault;

/** The errors of the Network API under upstream's names. */
public final class Refusals {
    private Refusals() {}

    public static Fault bad(String type, String message) {
        return Fault.coded(type, new Fault.Invalid(message));
    }

    public static Fault badRequest(String message) {
        return bad("HTTPBadRequest", message);
    }

    /** What upstream's validators say. */
    public static Fault invalid(String attribute, String reason) {
        return badRequest("Invalid input for %s. Reason: %s.".formatted(attribute, reason));
    }

    public static Fault input(String message) {
        return bad("InvalidInput", "Invalid input for operation: %s.".formatted(message));
    }

    public static Fault conflict(String type, String message) {
        return Fault.coded(type, new Fault.Conflict(message));
    }

    /** What is not there, or not for this caller. */
    public static Fault hidden() {
        return Fault.coded("HTTPNotFound", new Fault.NotFound("The resource could not be found."));
    }

    public static Fault missing(String type, String message) {
        return Fault.coded(type, new Fault.NotFound(message));
    }

    public static Fault notFound(Kind kind, String id) {
        return Fault.coded(
                kind.missing().type(),
                new Fault.NotFound(kind.missing().message().formatted(id)));
    }

    public static Fault overQuota(String resource) {
        return Fault.coded(
                "OverQuota", new Fault.Conflict("Quota exceeded for resources: ['%s'].".formatted(resource)));
    }
}
