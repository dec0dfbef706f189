package stratus.nova.conductor;

import java.util.UUID;
import stratus.nova.rpc.ComputeRpc.Power;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;

/**
 * Back to the size before. Where the host cannot, or does not answer for half an hour, server and migration are in error,
 * with the reason.
 */
public final class RevertResizeSaga {
    public static final String NAME = "revert-resize";

    private final MoveHosts hosts;
    private final LifecycleHosts lives;
    private final Cleanup cleanup;
    private final MoveLog log;

    RevertResizeSaga(MoveHosts hosts, LifecycleHosts lives, Cleanup cleanup, MoveLog log) {
        this.hosts = hosts;
        this.lives = lives;
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
        hosts.insist(log.move(r.move()), hosts::revert);
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
            lives.power(r.caller(), server, Power.ON);
        }
        log.reverted(r.caller(), move);
        return r;
    }
}
