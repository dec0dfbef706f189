package stratus.nova.conductor;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.ServerImages;
import stratus.nova.domain.Server;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.LifecycleRpc.Respawn;
import stratus.nova.scheduler.FilterScheduler;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;

/** From a server without a host to a guest on one, the same as before or another; or back to none. */
public final class UnshelveSaga {
    public static final String NAME = "unshelve-server";
    private static final String EVENT = "compute_unshelve_instance";
    private static final Set<TaskState> TASKS = EnumSet.of(TaskState.UNSHELVING, TaskState.SPAWNING);

    private final FilterScheduler scheduler;
    private final LifecycleHosts hosts;
    private final HostBindings bindings;
    private final ServerImages images;
    private final LifecycleLog log;

    UnshelveSaga(
            FilterScheduler scheduler,
            LifecycleHosts hosts,
            HostBindings bindings,
            ServerImages images,
            LifecycleLog log) {
        this.scheduler = scheduler;
        this.hosts = hosts;
        this.bindings = bindings;
        this.images = images;
        this.log = log;
    }

    /**
     * What is under way.
     *
     * @param image what its disk is until it runs; null for a server that boots from a volume
     * @param zone the one to ask for from now on; null for any
     * @param host the only one that will do; null for any
     */
    public record Unshelve(
            Caller caller,
            ServerId server,
            @Nullable ImageId image,
            @Nullable String zone,
            @Nullable String host) {}

    Saga<Unshelve> define() {
        var scope = new ForRequest<>(Unshelve::caller);
        return Saga.<Unshelve>named(NAME)
                .step("select-host", scope.step(this::select), scope.undo(this::leave))
                .step("respawn", scope.step(this::respawn), scope.undo(this::free))
                .step("settle", scope.step(this::settle))
                .noWayBack()
                .step("delete-image", scope.step(this::deleteImage))
                .whenUndone(
                        (u, why) -> log.failed(u.caller(), u.server(), TASKS, VmState.SHELVED_OFFLOADED, EVENT, why));
    }

    /** A claim that a crash left is given back first. */
    private Unshelve select(Unshelve u) {
        var server = log.at(u.server(), TASKS);
        if (server.host() == null) {
            bindings.releaseClaim(u.server());
            var where = server.spec().where().in(u.zone()).on(u.host());
            var wanted = new FilterScheduler.Request(
                    u.caller().requestId(), server.with(server.spec().with(where)), Set.of());
            log.place(u.server(), new HostName(scheduler.select(wanted)));
        }
        return u;
    }

    /** A delete may have released what was there before we claimed. */
    private void leave(Unshelve u) {
        var server = log.find(u.server());
        boolean going = server == null || server.taskState() == TaskState.DELETING;
        boolean ours = server != null && TASKS.contains(server.taskState());
        if (going || ours) {
            bindings.releaseClaim(u.server());
        }
        if (ours) {
            log.place(u.server(), null);
        }
    }

    /** The server while this is under way; a delete takes all of it by itself. */
    private @Nullable Server unsettled(Unshelve u) {
        var server = log.find(u.server());
        return server != null && TASKS.contains(server.taskState()) ? server : null;
    }

    private Unshelve respawn(Unshelve u) {
        var server = log.at(u.server(), TASKS);
        hosts.of(server)
                .respawn(new Respawn(u.caller(), u.server(), server.attempt(), u.image(), server.ports(), false));
        return u;
    }

    private void free(Unshelve u) {
        var server = unsettled(u);
        if (server != null && server.host() != null) {
            bindings.destroy(server);
            bindings.freeVolumes(server);
            bindings.freePorts(server);
        }
    }

    private Unshelve settle(Unshelve u) {
        log.unshelved(u.caller(), u.server(), TASKS, u.zone());
        return u;
    }

    /** The host has what it needs of it. */
    private Unshelve deleteImage(Unshelve u) {
        if (u.image() != null) {
            images.delete(u.caller(), u.image());
        }
        return u;
    }
}
