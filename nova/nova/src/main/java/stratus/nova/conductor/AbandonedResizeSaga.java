package stratus.nova.conductor;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Migration;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;
import stratus.oslo.saga.Sagas;

/**
 * The end of a resize that failed, and that its host did not undo for half an hour: server and migration are in error, and
 * what is left on the host is undone once that answers again. The guest is off then, and has its old size.
 */
public final class AbandonedResizeSaga {
    public static final String NAME = "abandoned-resize";

    private final MoveHosts hosts;
    private final MoveLog log;
    private final Sagas sagas;
    private final InstantSource clock;

    AbandonedResizeSaga(MoveHosts hosts, MoveLog log, Sagas sagas, InstantSource clock) {
        this.hosts = hosts;
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
            hosts.revert(log.move(a.move()));
        }
        return a;
    }

    /** Undoes a failed resize on its host, and then the rest. What is not possible once it is overdue is left for later. */
    void revert(Caller caller, Migration move, Runnable rest) {
        try {
            hosts.revert(move);
            rest.run();
        } catch (RuntimeException notYet) {
            if (Thread.currentThread().isInterrupted() || !hosts.isOverdue(move)) {
                throw notYet;
            }
            begin(caller, move);
        }
    }

    /** Nobody waits for the host any more; a repeat does nothing. */
    private void begin(Caller caller, Migration move) {
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
