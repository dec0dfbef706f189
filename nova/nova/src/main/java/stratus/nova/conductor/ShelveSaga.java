package stratus.nova.conductor;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.ServerImages;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.LifecycleRpc;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;
import stratus.oslo.saga.Sagas;

/** From a guest to an image of its disk, and then the offloading; or back to what the server was. */
public final class ShelveSaga {
    public static final String NAME = "shelve-server";
    private static final String EVENT = "compute_shelve_instance";
    private static final Set<TaskState> TASKS =
            EnumSet.of(TaskState.SHELVING, TaskState.SHELVING_IMAGE_PENDING_UPLOAD, TaskState.SHELVING_IMAGE_UPLOADING);

    private final ServerImages images;
    private final LifecycleHosts hosts;
    private final LifecycleLog log;
    private final Sagas sagas;
    private final InstantSource clock;

    ShelveSaga(ServerImages images, LifecycleHosts hosts, LifecycleLog log, Sagas sagas, InstantSource clock) {
        this.images = images;
        this.hosts = hosts;
        this.log = log;
        this.sagas = sagas;
        this.clock = clock;
    }

    /**
     * What is under way.
     *
     * @param image null for a server that boots from a volume
     * @param fields what Glance is told of the image
     * @param before what the server was
     */
    public record Shelve(
            Caller caller, ServerId server, @Nullable ImageId image, Map<String, Object> fields, VmState before) {}

    Saga<Shelve> define() {
        var scope = new ForRequest<>(Shelve::caller);
        return Saga.<Shelve>named(NAME)
                .step("create-image", scope.step(this::create), scope.undo(this::delete))
                .step("power-off", scope.step(this::powerOff), scope.undo(this::powerOn))
                .step("fill-image", scope.step(this::fill))
                .step("settle", scope.step(this::settle))
                .whenUndone((s, why) -> log.failed(s.caller(), s.server(), TASKS, after(s), EVENT, why));
    }

    private Shelve create(Shelve s) {
        log.at(s.server(), TASKS);
        if (s.image() != null) {
            images.create(s.caller(), s.image(), s.fields());
        }
        return s;
    }

    private void delete(Shelve s) {
        if (s.image() != null) {
            images.delete(s.caller(), s.image());
        }
    }

    private Shelve powerOff(Shelve s) {
        power(s, ComputeRpc.Power.OFF);
        return s;
    }

    private void powerOn(Shelve s) {
        var server = log.find(s.server());
        if (s.before() == VmState.ACTIVE && server != null && TASKS.contains(server.taskState())) {
            power(s, ComputeRpc.Power.ON);
        }
    }

    private void power(Shelve s, ComputeRpc.Power power) {
        var server = log.at(s.server(), TASKS);
        hosts.power(s.caller(), server, power);
    }

    /** What was paused is off by now. */
    private static VmState after(Shelve s) {
        return s.before() == VmState.PAUSED ? VmState.STOPPED : s.before();
    }

    private Shelve fill(Shelve s) {
        if (s.image() != null) {
            var server = log.at(s.server(), TASKS);
            hosts.of(server).snapshot(new LifecycleRpc.Snapshot(s.caller(), s.server(), s.image(), false));
        }
        return s;
    }

    /** From here on there is no way back but to unshelve it. */
    private Shelve settle(Shelve s) {
        var offload = new OffloadSaga.Offload(s.caller(), s.server());
        var now = clock.instant();
        var begun = new AtomicReference<Sagas.@Nullable Begun>();
        log.shelved(
                s.caller(),
                s.server(),
                s.image(),
                TASKS,
                tx -> begun.set(sagas.begin(tx, OffloadSaga.NAME, s.server().text(), offload, now, null)));
        var next = begun.get();
        if (next != null) {
            sagas.launch(next);
        }
        return s;
    }
}
