package stratus.nova.conductor;

import java.util.UUID;
import java.util.function.Function;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.ComputeRpc.Power;
import stratus.nova.rpc.ComputeRpc.SetPower;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;

/** Back to the size before; a server for which that fails is in error, with the reason. */
public final class RevertResizeSaga {
    public static final String NAME = "revert-resize";

    private final Function<HostName, ComputeRpc> compute;
    private final Leftovers leftovers;
    private final MoveLog log;

    RevertResizeSaga(Function<HostName, ComputeRpc> compute, Leftovers leftovers, MoveLog log) {
        this.compute = compute;
        this.leftovers = leftovers;
        this.log = log;
    }

    public record Revert(Caller caller, ServerId server, UUID move) {}

    Saga<Revert> define() {
        var scope = new ForRequest<>(Revert::caller);
        return Saga.<Revert>named(NAME)
                .step("revert-on-host", scope.step(this::revert))
                .step("give-back", scope.step(this::giveBack))
                .step("start", scope.step(this::start))
                .whenUndone((r, failure) -> log.revertFailed(r.caller(), log.move(r.move()), failure));
    }

    private Revert revert(Revert r) {
        var move = log.move(r.move());
        compute.apply(move.sourceHost()).revertResize(new ComputeRpc.Move(leftovers.self(), r.server(), r.move()));
        return r;
    }

    private Revert giveBack(Revert r) {
        var server = log.find(r.server());
        if (server != null) {
            leftovers.unpark(server, r.move());
            log.reflavored(log.move(r.move()));
        }
        return r;
    }

    private Revert start(Revert r) {
        var move = log.move(r.move());
        if (move.ran() && log.living(r.server()) != null) {
            compute.apply(move.sourceHost()).power(new SetPower(r.caller(), r.server(), Power.ON));
        }
        log.reverted(r.caller(), move);
        return r;
    }
}
