package stratus.nova.conductor;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Power;
import stratus.nova.domain.Server;
import stratus.nova.domain.Shelved;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.store.ServerStore;
import stratus.nova.store.ShelfStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** Writes down what becomes of servers in the course of their lives; one that is being deleted keeps its task. */
final class LifecycleLog {
    private final Db db;
    private final ServerStore servers;
    private final ShelfStore shelf;
    private final ActionOutcomes outcomes;
    private final InstantSource clock;

    LifecycleLog(Db db, ServerStore servers, ShelfStore shelf, ActionOutcomes outcomes, InstantSource clock) {
        this.db = db;
        this.servers = servers;
        this.shelf = shelf;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    @Nullable Server find(ServerId id) {
        return servers.find(id).orElse(null);
    }

    /** The server, as long as it is at one of these tasks. */
    Server at(ServerId id, Set<TaskState> tasks) {
        return servers.find(id).filter(s -> tasks.contains(s.taskState())).orElseThrow(() -> unwanted(id));
    }

    /** What a server is once a task ended. */
    record Now(VmState state, @Nullable TaskState task, Power power) {
        static final Now RUNNING = new Now(VmState.ACTIVE, null, Power.RUNNING);
    }

    /** Does nothing for a server that is at another task by now. */
    void ended(Caller caller, ServerId id, Set<TaskState> tasks, Now as, String event) {
        db.run(tx -> ended(tx, caller, id, tasks, as, event, clock.instant()));
    }

    private boolean ended(Tx tx, Caller caller, ServerId id, Set<TaskState> tasks, Now as, String event, Instant now) {
        var server = servers.find(tx, id).orElse(null);
        if (server == null || !tasks.contains(server.taskState())) {
            return false;
        }
        servers.advance(tx, server, as.state(), as.task(), now);
        if (as.power() == Power.RUNNING) {
            servers.launched(tx, id, now);
        } else {
            servers.power(tx, id, as.power(), now);
        }
        outcomes.write(tx, caller, server, event, null, now);
        return true;
    }

    /** The same, where it went wrong; with a fault where the server is in error. */
    void failed(Caller caller, ServerId id, Set<TaskState> tasks, VmState state, String event, RuntimeException why) {
        var now = clock.instant();
        db.run(tx -> {
            var server = servers.find(tx, id).orElse(null);
            if (server != null && tasks.contains(server.taskState())) {
                servers.advance(tx, server, state, null, now);
                if (state == VmState.ERROR) {
                    outcomes.fault(tx, id, why, now);
                }
                outcomes.write(tx, caller, server, event, why, now);
            }
        });
    }

    /**
     * Its disk is an image from here on; {@code next} is written down with it. A repeat does nothing, and a server that is
     * at another task, or gone, is a {@link Fault.Conflict}.
     */
    void shelved(Caller caller, ServerId id, @Nullable ImageId image, Set<TaskState> tasks, Consumer<Tx> next) {
        var now = clock.instant();
        db.run(tx -> {
            var as = new Now(VmState.SHELVED, TaskState.SHELVING_OFFLOADING, Power.SHUTDOWN);
            if (ended(tx, caller, id, tasks, as, "compute_shelve_instance", now)) {
                shelf.put(tx, new Shelved(id, image, now));
                next.accept(tx);
            } else if (servers.find(tx, id).filter(LifecycleLog::onShelf).isEmpty()) {
                throw unwanted(id);
            }
        });
    }

    private static boolean onShelf(Server server) {
        return server.vmState() == VmState.SHELVED || server.vmState() == VmState.SHELVED_OFFLOADED;
    }

    private static Fault unwanted(ServerId id) {
        return new Fault.Conflict("What was asked of instance %s is no longer wanted.".formatted(id.text()));
    }

    @Nullable ImageId image(ServerId id) {
        return shelf.find(id).map(Shelved::imageId).orElse(null);
    }

    /** It has this host, or none. */
    void place(ServerId id, @Nullable HostName host) {
        var now = clock.instant();
        db.run(tx -> servers.settle(tx, id, host, now));
    }

    /** What an attachment is by now another. */
    void reattached(ServerId id, AttachmentId before, AttachmentId after) {
        db.run(tx -> {
            db.lock(tx, id.text(), "devices");
            servers.find(tx, id).ifPresent(server -> {
                List<BlockDevice> disks = server.disks().stream()
                        .map(d ->
                                before.equals(d.attachment()) && d.volume() != null ? d.attached(d.volume(), after) : d)
                        .toList();
                servers.devices(tx, id, server.ports(), disks);
            });
        });
    }

    void offloaded(Caller caller, ServerId id, Set<TaskState> tasks) {
        var now = clock.instant();
        db.run(tx -> {
            var as = new Now(VmState.SHELVED_OFFLOADED, null, Power.SHUTDOWN);
            if (ended(tx, caller, id, tasks, as, "compute_shelve_offload_instance", now)) {
                servers.settle(tx, id, null, now);
            }
        });
    }

    /** It runs, and is asked to be in the zone from now on. */
    void unshelved(Caller caller, ServerId id, Set<TaskState> tasks, @Nullable String zone) {
        var now = clock.instant();
        db.run(tx -> {
            var server = servers.find(tx, id).orElse(null);
            if (server != null && ended(tx, caller, id, tasks, Now.RUNNING, "compute_unshelve_instance", now)) {
                var spec = server.spec();
                servers.spec(tx, id, spec.with(spec.where().in(zone)), now);
                shelf.remove(tx, id);
            }
        });
    }
}
