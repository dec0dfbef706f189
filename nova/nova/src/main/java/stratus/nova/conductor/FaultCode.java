package stratus.nova.conductor;

import stratus.oslo.base.Fault;
import stratus.oslo.base.FaultStatus;

/** The code that a server's fault shows: what the API would have answered, and 500 for all that users cannot help. */
final class FaultCode {
    private static final int INTERNAL = 500;

    private FaultCode() {}

    static int of(Throwable failure) {
        return failure instanceof Fault fault ? Math.min(FaultStatus.of(fault), INTERNAL) : INTERNAL;
    }
}
