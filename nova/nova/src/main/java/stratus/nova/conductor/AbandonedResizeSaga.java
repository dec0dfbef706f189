package stratus.nova.conductor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Migration;
import stratus.nova.rpc.LifecycleRpc;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;
import stratus.oslo.saga.Sagas;

/**
 * The end of a resize that failed, and that its host did not undo for half an hour: server and migration are in error, and
 * what is left on the host is undone once that answers again. The guest is off then, and has its old size.
 */
public final class AbandonedResizeSaga {
    public static final String NAME = "abandoned-resize";
    static final Duration PATIENCE = ConfirmResizeSaga.PATIENCE;

    private final Function<HostName, LifecycleRpc> hosts;
    private final Cleanup cleanup;
    private final MoveLog log;
    private final Sagas sagas;
    private final InstantSource clock;

    AbandonedResizeSaga(
            Function<HostName, LifecycleRpc> hosts, Cleanup cleanup, MoveLog log, Sagas sagas, InstantSource clock) {
        this.hosts = hosts;
        this.cleanup = cleanup;
        this.log = log;
        this.sagas = sagas;
        this.clock = clock;
    }

    public record Abandoned(Caller caller, ServerId server, UUID move) {}

    Saga<Abandoned> define() {
        var scope = new ForRequest<>(Abandoned::caller);
        return Saga.<Abandoned>named(NAME)
                .step("revert-on-host", scope.step(this::revert))
                .untilDone();
    }

    private Abandoned revert(Abandoned a) {
        if (log.living(a.server()) != null) {
            revertOnHost(log.move(a.move()));
        }
        return a;
    }

    /** The guest is off and has its old size; one that was not resized, or is not there, is a success. */
    void revertOnHost(Migration move) {
        hosts.apply(move.sourceHost()).revertResize(new LifecycleRpc.Move(cleanup.self(), move.serverId(), move.id()));
    }

    /** Whether the resize has waited for its host for long enough; counted from its last sign of life. */
    boolean isDue(Migration move) {
        var since = move.updatedAt() == null ? move.createdAt() : move.updatedAt();
        return clock.instant().isAfter(since.plus(PATIENCE));
    }

    /** Nobody waits for the host any more; a repeat does nothing. */
    void begin(Caller caller, Migration move) {
        var state = new Abandoned(caller, move.serverId(), move.id());
        var now = clock.instant();
        var begun = new AtomicReference<Sagas.@Nullable Begun>();
        log.abandoned(
                move, tx -> begun.set(sagas.begin(tx, NAME, move.serverId().text(), state, now, null)));
        var cleaning = begun.get();
        if (cleaning != null) {
            sagas.launch(cleaning);
        }
    }
}
