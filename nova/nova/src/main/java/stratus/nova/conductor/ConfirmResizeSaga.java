package stratus.nova.conductor;

import java.util.UUID;
import java.util.function.Function;
import stratus.nova.rpc.ComputeRpc;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;

/** Lets go of what a server was before it was resized; does not give up and has no way back. */
public final class ConfirmResizeSaga {
    public static final String NAME = "confirm-resize";

    private final Function<HostName, ComputeRpc> compute;
    private final Leftovers leftovers;
    private final MoveLog log;

    ConfirmResizeSaga(Function<HostName, ComputeRpc> compute, Leftovers leftovers, MoveLog log) {
        this.compute = compute;
        this.leftovers = leftovers;
        this.log = log;
    }

    public record Confirm(Caller caller, ServerId server, UUID move) {}

    Saga<Confirm> define() {
        var scope = new ForRequest<>(Confirm::caller);
        return Saga.<Confirm>named(NAME)
                .step("forget-old", scope.step(this::forget))
                .step("release", scope.step(this::release))
                .step("settle", scope.step(this::settle))
                .untilDone();
    }

    /** A delete takes all that the host has of the server, and does not wait for a host that is gone. */
    private Confirm forget(Confirm c) {
        if (log.living(c.server()) != null) {
            var host = compute.apply(log.move(c.move()).sourceHost());
            host.confirmResize(new ComputeRpc.Move(leftovers.self(), c.server(), c.move()));
        }
        return c;
    }

    private Confirm release(Confirm c) {
        leftovers.releaseParked(c.move());
        return c;
    }

    private Confirm settle(Confirm c) {
        log.confirmed(c.caller(), log.move(c.move()));
        return c;
    }
}
