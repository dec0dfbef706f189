package stratus.oslo.base;

/** The number by which OpenStack knows a fault: an answer's status, and the code in the fault of a server. */
public final class FaultStatus {
    private FaultStatus() {}

    /** 400 for {@link Fault.Invalid} and so on; one place for all. */
    public static int of(Fault fault) {
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
            case Fault.NoValidHost _ -> 500;
            case Fault.NotImplemented _ -> 501;
            case Fault.Unavailable _ -> 503;
            case Fault.Full _ -> 507;
        };
    }
}
