package stratus.nova.conductor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;
import stratus.nova.domain.Migration;
import stratus.nova.rpc.LifecycleRpc;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;

/**
 * Lets go of what a server was before it was resized. Where its host cannot, or does not answer for half an hour, as long
 * as upstream waits for what is long, server and migration are in error, with the reason; the allocation goes either way.
 */
public final class ConfirmResizeSaga {
    public static final String NAME = "confirm-resize";
    static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Function<HostName, LifecycleRpc> hosts;
    private final Cleanup cleanup;
    private final MoveLog log;
    private final InstantSource clock;

    ConfirmResizeSaga(Function<HostName, LifecycleRpc> hosts, Cleanup cleanup, MoveLog log, InstantSource clock) {
        this.hosts = hosts;
        this.cleanup = cleanup;
        this.log = log;
        this.clock = clock;
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

    /** A delete takes all that the host has of the server, and does not wait for a host that is gone. */
    private Confirm forget(Confirm c) {
        var move = log.move(c.move());
        while (log.living(c.server()) != null && !forgotten(c, move)) {
            Pause.brief();
        }
        return c;
    }

    /** False where the host does not answer, and may yet: one that starts again is no reason to give up. */
    private boolean forgotten(Confirm c, Migration move) {
        try {
            hosts.apply(move.sourceHost()).confirmResize(new LifecycleRpc.Move(cleanup.self(), c.server(), c.move()));
            return true;
        } catch (Fault.Unavailable gone) {
            var since = move.updatedAt() == null ? move.createdAt() : move.updatedAt();
            if (Thread.currentThread().isInterrupted() || clock.instant().isAfter(since.plus(PATIENCE))) {
                throw gone;
            }
            return false;
        }
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
