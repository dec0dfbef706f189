package stratus.nova.conductor;

import java.util.UUID;
import stratus.nova.rpc.ComputeRpc.Power;
import stratus.nova.rpc.LifecycleRpc;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;

/** Back to the size before; a server for which that fails is in error, with the reason. */
public final class RevertResizeSaga {
    public static final String NAME = "revert-resize";

    private final LifecycleHosts hosts;
    private final Cleanup cleanup;
    private final MoveLog log;

    RevertResizeSaga(LifecycleHosts hosts, Cleanup cleanup, MoveLog log) {
        this.hosts = hosts;
        this.cleanup = cleanup;
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
        hosts.at(move.sourceHost()).revertResize(new LifecycleRpc.Move(cleanup.self(), r.server(), r.move()));
        return r;
    }

    private Revert giveBack(Revert r) {
        var server = log.find(r.server());
        if (server != null) {
            cleanup.unpark(server, r.move());
            log.reflavored(log.move(r.move()));
        }
        return r;
    }

    private Revert start(Revert r) {
        var move = log.move(r.move());
        var server = log.living(r.server());
        if (move.ran() && server != null) {
            hosts.power(r.caller(), server, Power.ON);
        }
        log.reverted(r.caller(), move);
        return r;
    }
}
