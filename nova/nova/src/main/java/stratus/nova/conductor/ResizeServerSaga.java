package stratus.nova.conductor;

import java.util.Set;
import java.util.UUID;
import stratus.nova.domain.Migration;
import stratus.nova.domain.Migration.Status;
import stratus.nova.domain.Server;
import stratus.nova.domain.TaskState;
import stratus.nova.rpc.ComputeRpc.Power;
import stratus.nova.rpc.LifecycleRpc;
import stratus.nova.scheduler.FilterScheduler;
import stratus.nova.scheduler.Refusals;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;

/**
 * From one size to another, up to the point where somebody has to confirm it; or back to what the server was.
 *
 * <p>Meanwhile what the server had in Placement is held by its migration. A server stays on its host: its disks are
 * there, and no host gives them to another yet.
 */
public final class ResizeServerSaga {
    public static final String NAME = "resize-server";

    private final FilterScheduler scheduler;
    private final LifecycleHosts hosts;
    private final Cleanup cleanup;
    private final Moves moves;
    private final MoveLog log;
    private final AbandonedResizeSaga abandoned;

    ResizeServerSaga(
            FilterScheduler scheduler,
            LifecycleHosts hosts,
            Cleanup cleanup,
            Moves moves,
            MoveLog log,
            AbandonedResizeSaga abandoned) {
        this.scheduler = scheduler;
        this.hosts = hosts;
        this.cleanup = cleanup;
        this.moves = moves;
        this.log = log;
        this.abandoned = abandoned;
    }

    public record Resize(Caller caller, ServerId server, UUID move) {}

    Saga<Resize> define() {
        var scope = new ForRequest<>(Resize::caller);
        return Saga.<Resize>named(NAME)
                .step("select-host", scope.step(this::selectHost), scope.undo(this::giveBack))
                .step("migrate", scope.step(this::migrate), scope.undo(this::restore))
                .step("finish", scope.step(this::finish))
                .whenUndone((r, failure) -> log.failed(r.caller(), log.move(r.move()), failure));
    }

    private Resize selectHost(Resize r) {
        var move = log.move(r.move());
        if (move.destHost() == null) {
            var server = log.server(r.server());
            moves.dropOthers(move);
            cleanup.park(server, r.move());
            log.placed(r.caller(), move, select(r, server, move));
        }
        return r;
    }

    private String select(Resize r, Server server, Migration move) {
        if (!move.resizes()) {
            throw new Fault.NoValidHost("No valid host found for cold migrate");
        }
        var here = move.sourceHost().value();
        var where = server.spec().where().on(here);
        var spec = server.spec().with(move.newFlavor()).with(where);
        try {
            return scheduler.select(new FilterScheduler.Request(r.caller().requestId(), server.with(spec), Set.of()));
        } catch (Refusals.NoHost none) {
            throw new Fault.NoValidHost("No valid host found for resize. " + none.reasons());
        }
    }

    private void giveBack(Resize r) {
        var server = log.find(r.server());
        if (server != null) {
            cleanup.unpark(server, r.move());
        }
    }

    private Resize migrate(Resize r) {
        var move = log.move(r.move());
        var server = log.server(r.server());
        log.stage(move, TaskState.RESIZE_MIGRATING, Status.MIGRATING);
        hosts.power(r.caller(), server, Power.OFF);
        hosts.at(move.sourceHost()).resize(wanted(r, server, move));
        log.told(r.caller(), move, "compute_resize_instance");
        log.stage(move, TaskState.RESIZE_MIGRATED, Status.POST_MIGRATING);
        return r;
    }

    private static LifecycleRpc.Resize wanted(Resize r, Server server, Migration move) {
        var flavor = move.newFlavor();
        int root = server.spec().image().id() == null ? 0 : flavor.rootGib();
        return new LifecycleRpc.Resize(r.caller(), r.server(), r.move(), flavor.vcpus(), flavor.memoryMib(), root);
    }

    /** A delete takes all that the host has of the server, and does not wait for a host that is gone. */
    private void restore(Resize r) {
        var server = log.living(r.server());
        if (server == null) {
            return;
        }
        var move = log.move(r.move());
        abandoned.revert(r.caller(), move, () -> {
            if (move.ran()) {
                hosts.power(cleanup.self(), server, Power.ON);
            }
        });
    }

    private Resize finish(Resize r) {
        var move = log.move(r.move());
        if (move.status() != Status.FINISHED) {
            log.stage(move, TaskState.RESIZE_FINISH, Status.POST_MIGRATING);
            if (move.ran()) {
                hosts.power(r.caller(), log.server(r.server()), Power.ON);
            }
            log.finished(r.caller(), move);
        }
        return r;
    }
}
