package stratus.nova.conductor;

import stratus.nova.domain.Migration;
import stratus.nova.domain.Migration.Status;
import stratus.nova.store.MigrationStore;
import stratus.oslo.base.Ids.ServerId;

/** A server's moves that are not over, and what they hold. */
record Moves(MigrationStore store, Cleanup cleanup, MoveLog log) {
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
        cleanup.releaseParked(move.id());
        if (move.status() != as) {
            log.ended(move, as);
        }
    }
}
