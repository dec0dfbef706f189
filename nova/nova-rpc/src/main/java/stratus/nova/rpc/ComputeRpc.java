package stratus.nova.rpc;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.messaging.Bus;

/** What the control plane asks of one compute host. Every method may be repeated. */
@Bus.Contract
public interface ComputeRpc {
    String TOPIC = "compute";

    /**
     * The code of the {@link stratus.oslo.base.Fault.Unavailable} with which a host that stops in good order answers what
     * it was at: nothing failed, and the same call completes it once the host is back.
     */
    String STOPPING = "ComputeHostStopping";

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

    /** The guest has the interface when this returns. */
    void attachInterface(PlugInterface request);

    /** The guest let go of the interface; one that it does not have is a success. */
    void detachInterface(PlugInterface request);

    /** What Cinder has to know of the host to make a volume reachable from it. */
    Connector connector(GetConnector request);

    /** The guest has the volume when this returns. */
    void attachVolume(PlugVolume request);

    /** The guest let go of the volume; one that it does not have is a success. */
    void detachVolume(PlugVolume request);

    /** The volume has become larger, and the guest shall see it. */
    void volumeExtended(PlugVolume request);

    /** Where the guest's screen can be dialled from the host; a fault where it has none. */
    Screen screen(GetScreen request);

    /** What the host measures of the guest. */
    Diagnostics diagnostics(GetDiagnostics request);

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

    /** {@code bridge} is the Linux bridge that the agent keeps for the network; null where no agent is. */
    record PlugInterface(
            Caller caller,
            ServerId server,
            PortId port,
            String macAddress,
            @Nullable String bridge,
            int mtu) {}

    record GetConnector(Caller caller) {}

    /** {@code host}, {@code ip}, {@code initiator} and what else os-brick's connectors have. */
    record Connector(Map<String, Object> properties) {}

    /**
     * A volume as a guest has it.
     *
     * @param device what Nova calls it, as {@code vdb}
     * @param data the dictionary that os-brick expects
     */
    record PlugVolume(
            Caller caller,
            ServerId server,
            VolumeId volume,
            String device,
            String driverVolumeType,
            Map<String, Object> data) {}

    record GetScreen(Caller caller, ServerId server) {}

    record Screen(String host, int port) {}

    record GetDiagnostics(Caller caller, ServerId server) {}

    /** Of a running guest; what a hypervisor does not measure is null. */
    record Diagnostics(
            String state,
            String driver,
            String hypervisor,
            @Nullable Long uptime,
            List<Cpu> cpus,
            List<Nic> nics,
            List<Disk> disks,
            Memory memory) {
        public record Cpu(int id, @Nullable Long time) {}

        public record Nic(
                String macAddress,
                @Nullable Long rxOctets,
                @Nullable Long rxPackets,
                @Nullable Long txOctets,
                @Nullable Long txPackets) {}

        public record Disk(
                @Nullable Long readBytes,
                @Nullable Long readRequests,
                @Nullable Long writeBytes,
                @Nullable Long writeRequests) {}

        /** In MiB. */
        public record Memory(
                @Nullable Long maximum, @Nullable Long used) {}
    }
}
