package stratus.nova.conductor;

import java.util.List;
import stratus.nova.domain.Migration;
import stratus.nova.domain.Migration.Status;
import stratus.nova.store.MigrationStore;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Sagas;

/** A server's moves that are not over: what they hold, and whether one is under way. */
record Moves(MigrationStore store, Leftovers leftovers, MoveLog log, Sagas sagas) {
    private static final List<String> NAMES =
            List.of(ResizeServerSaga.NAME, RevertResizeSaga.NAME, ConfirmResizeSaga.NAME);

    boolean underWay(ServerId server) {
        return NAMES.stream().anyMatch(name -> sagas.exists(name, server.text()));
    }

    /** The server is being deleted. */
    void releaseAll(ServerId server) {
        store.unsettled(server).forEach(move -> {
            boolean done = move.status() == Status.FINISHED || move.status() == Status.CONFIRMING;
            end(move, done ? Status.CONFIRMED : Status.ERROR);
        });
    }

    /** Moves from before that an admin ended by declaring the server active: nobody can confirm them any more. */
    void dropOthers(Migration current) {
        for (var move : store.unsettled(current.serverId())) {
            if (!move.id().equals(current.id())) {
                end(move, Status.ERROR);
            }
        }
    }

    private void end(Migration move, Status as) {
        leftovers.releaseParked(move.id());
        if (move.status() != as) {
            log.ended(move, as);
        }
    }
}
