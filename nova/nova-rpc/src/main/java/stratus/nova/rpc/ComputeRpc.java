package stratus.nova.rpc;

import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.messaging.Bus;

/** What the control plane asks of one compute host. Every method may be repeated. */
@Bus.Contract
public interface ComputeRpc {
    String TOPIC = "compute";

    /**
     * Steps 13 to 29. Returns when the guest runs; a repeat joins the build that is under way. What was done is told
     * by {@link ConductorRpc#step}.
     */
    void buildAndRun(BuildAndRun request);

    /** Ends a build under way, removes the guest and its disks. An absent guest is a success. */
    void destroy(Destroy request);

    /** Returns once the guest is as wanted. */
    void power(SetPower request);

    ConsoleLog consoleLog(GetConsoleLog request);

    /** A port of the guest was wired, or is gone. */
    @Bus.Cast
    void vifPlugged(VifPlugged request);

    record BuildAndRun(Caller caller, ServerId server, int attempt) {
        public BuildAndRun as(Caller other) {
            return new BuildAndRun(other, server, attempt);
        }
    }

    record Destroy(Caller caller, ServerId server) {}

    enum Power {
        ON,
        OFF,
        REBOOT_SOFT,
        REBOOT_HARD,
        PAUSE,
        UNPAUSE,
        SUSPEND,
        RESUME
    }

    record SetPower(Caller caller, ServerId server, Power power) {}

    record GetConsoleLog(
            Caller caller, ServerId server, @Nullable Integer lines) {}

    record ConsoleLog(String text) {}

    record VifPlugged(ServerId server, String port, boolean active) {}
}
