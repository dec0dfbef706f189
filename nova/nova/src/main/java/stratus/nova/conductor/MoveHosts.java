package stratus.nova.conductor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import stratus.nova.domain.Migration;
import stratus.nova.rpc.LifecycleRpc;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;

/** The hosts of moves, which confirm them or take them back. */
record MoveHosts(Function<HostName, LifecycleRpc> hosts, Cleanup cleanup, MoveLog log, InstantSource clock) {
    /** How long a host is waited for, from the move's last change: as long as upstream waits for what is long. */
    static final Duration PATIENCE = Duration.ofMinutes(30);

    /** The host forgets what the guest was before the move. */
    void confirm(Migration move) {
        at(move).confirmResize(request(move));
    }

    /** The guest is off and has its old size; one that was not moved, or is not there, is a success. */
    void revert(Migration move) {
        at(move).revertResize(request(move));
    }

    private LifecycleRpc at(Migration move) {
        return hosts.apply(move.sourceHost());
    }

    private LifecycleRpc.Move request(Migration move) {
        return new LifecycleRpc.Move(cleanup.self(), move.serverId(), move.id());
    }

    /** Whether the host has been waited for long enough. */
    boolean isOverdue(Migration move) {
        var since = move.updatedAt() == null ? move.createdAt() : move.updatedAt();
        return clock.instant().isAfter(since.plus(PATIENCE));
    }

    /**
     * Asks a host that does not answer again, until it does or is overdue: one that starts again is no reason to give up.
     * Does not wait for a server that is deleted: that takes all that the host has of it.
     */
    void insist(Migration move, Consumer<Migration> request) {
        while (log.living(move.serverId()) != null && !answers(move, request)) {
            Pause.brief();
        }
    }

    private boolean answers(Migration move, Consumer<Migration> request) {
        try {
            request.accept(move);
            return true;
        } catch (Fault.Unavailable gone) {
            if (Thread.currentThread().isInterrupted() || isOverdue(move)) {
                throw gone;
            }
            return false;
        }
    }
}
