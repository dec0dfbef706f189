package stratus.nova.conductor;

import stratus.oslo.base.Fault;

/** The number that a server's fault shows: what the API would have answered. */
final class FaultCode {
    private FaultCode() {}

    static int of(Throwable failure) {
        return failure instanceof Fault fault ? of(fault) : 500;
    }

    private static int of(Fault fault) {
        return switch (fault) {
            case Fault.Invalid _ -> 400;
            case Fault.Unauthorized _ -> 401;
            case Fault.Forbidden _, Fault.OverQuota _ -> 403;
            case Fault.NotFound _ -> 404;
            case Fault.MethodNotAllowed _ -> 405;
            case Fault.NotAcceptable _ -> 406;
            case Fault.Conflict _ -> 409;
            case Fault.Gone _ -> 410;
            case Fault.PreconditionFailed _ -> 412;
            case Fault.TooLarge _ -> 413;
            case Fault.UnsupportedMediaType _ -> 415;
            case Fault.RangeNotSatisfiable _ -> 416;
            case Fault.NoValidHost _, Fault.NotImplemented _, Fault.Unavailable _, Fault.Full _ -> 500;
        };
    }
}
