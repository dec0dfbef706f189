package stratus.nova.conductor;

import java.util.function.Function;
import stratus.nova.domain.Power;
import stratus.nova.domain.Server;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.ComputeRpc;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;

/** Start, stop, reboot, pause, suspend and back: one word to the host, and what became of it. */
public final class PowerSaga {
    public static final String NAME = "power-server";

    private final Function<HostName, ComputeRpc> compute;
    private final ServerLog servers;

    PowerSaga(Function<HostName, ComputeRpc> compute, ServerLog servers) {
        this.compute = compute;
        this.servers = servers;
    }

    public record Change(Caller caller, ServerId server, ComputeRpc.Power power) {}

    Saga<Change> define() {
        var scope = new ForRequest<>(Change::caller);
        return Saga.<Change>named(NAME)
                .step("tell-host", scope.step(this::tell))
                .whenUndone(this::failed);
    }

    private Change tell(Change c) {
        var server = servers.get(c.server());
        compute.apply(server.needHost()).power(new ComputeRpc.SetPower(c.caller(), c.server(), c.power()));
        servers.settled(c.caller(), server, after(c.power()), power(c.power()), event(c.power()), null);
        return c;
    }

    /** The server is what it was; the next look at the host tells whether that is so. */
    private void failed(Change c, RuntimeException failure) {
        Server server = servers.find(c.server());
        if (server != null) {
            servers.settled(c.caller(), server, server.vmState(), server.power(), event(c.power()), failure);
        }
    }

    private static VmState after(ComputeRpc.Power power) {
        return switch (power) {
            case OFF -> VmState.STOPPED;
            case PAUSE -> VmState.PAUSED;
            case SUSPEND -> VmState.SUSPENDED;
            case ON, REBOOT_SOFT, REBOOT_HARD, UNPAUSE, RESUME -> VmState.ACTIVE;
        };
    }

    private static Power power(ComputeRpc.Power power) {
        return switch (power) {
            case OFF, SUSPEND -> Power.SHUTDOWN;
            case PAUSE -> Power.PAUSED;
            case ON, REBOOT_SOFT, REBOOT_HARD, UNPAUSE, RESUME -> Power.RUNNING;
        };
    }

    /** As upstream's actions name what its compute hosts do. */
    private static String event(ComputeRpc.Power power) {
        return switch (power) {
            case ON -> "compute_start_instance";
            case OFF -> "compute_stop_instance";
            case REBOOT_SOFT, REBOOT_HARD -> "compute_reboot_instance";
            case PAUSE -> "compute_pause_instance";
            case UNPAUSE -> "compute_unpause_instance";
            case SUSPEND -> "compute_suspend_instance";
            case RESUME -> "compute_resume_instance";
        };
    }
}
