package stratus.nova.conductor;

import java.util.UUID;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;

/**
 * Lets go of what a server was before it was resized. Where its host cannot, or does not answer for half an hour, as long
 * as upstream waits for what is long, server and migration are in error, with the reason; the allocation goes either way.
 */
public final class ConfirmResizeSaga {
    public static final String NAME = "confirm-resize";

    private final MoveHosts hosts;
    private final Cleanup cleanup;
    private final MoveLog log;

    ConfirmResizeSaga(MoveHosts hosts, Cleanup cleanup, MoveLog log) {
        this.hosts = hosts;
        this.cleanup = cleanup;
        this.log = log;
    }

    public record Confirm(Caller caller, ServerId server, UUID move) {}

    Saga<Confirm> define() {
        var scope = new ForRequest<>(Confirm::caller);
        return Saga.<Confirm>named(NAME)
                .step("forget-old", scope.step(this::forget), scope.undo(this::letGo))
                .noWayBack()
                .step("release", scope.step(this::release))
                .step("settle", scope.step(this::settle))
                .whenUndone((c, failure) -> log.confirmFailed(c.caller(), log.move(c.move()), failure));
    }

    private Confirm forget(Confirm c) {
        hosts.insist(log.move(c.move()), hosts::confirm);
        return c;
    }

    private void letGo(Confirm c) {
        cleanup.releaseParked(c.move());
    }

    private Confirm release(Confirm c) {
        letGo(c);
        return c;
    }

    private Confirm settle(Confirm c) {
        log.confirmed(c.caller(), log.move(c.move()));
        return c;
    }
}
