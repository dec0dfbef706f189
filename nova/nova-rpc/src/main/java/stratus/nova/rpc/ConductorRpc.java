package stratus.nova.rpc;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.metadata.Link;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.messaging.Bus;

/** What hosts without a database need to know, and tell. */
@Bus.Contract
public interface ConductorRpc {
    String TOPIC = "conductor";

    /** The server and its flavor, as a host needs them: steps 14 to 18. */
    Instance instance(GetInstance request);

    /** The server's interfaces, as its guest is told of them. */
    Links links(GetLinks request);

    /**
     * A host says so between one outside effect and the next. Returns once it is saved; a
     * {@link stratus.oslo.base.Fault.Conflict} means that the attempt is no longer the server's.
     */
    void step(StepReport report);

    /** What a host has; its first report makes it known, each says that it lives. */
    void host(HostReport report);

    /** What a host found of a guest that nobody told it to change. */
    void power(PowerReport report);

    /** The servers that a host should have. */
    Wanted wanted(GetWanted request);

    record GetInstance(Caller caller, ServerId server, int attempt) {}

    /** {@code userData} is base64 as it was sent. */
    record Instance(
            ServerId id,
            ProjectId project,
            String name,
            String hostname,
            ServerFlavor flavor,
            @Nullable ImageId image,
            Map<String, String> imageProperties,
            @Nullable String keyName,
            @Nullable String keyData,
            @Nullable String userData,
            boolean configDrive,
            String zone,
            int launchIndex,
            Map<String, String> metadata,
            NetworkRequest networks,
            List<String> securityGroups,
            List<BlockDevice> disks,
            String reservationId) {
        /** The same, from another image. */
        public Instance from(ImageId other) {
            return new Instance(
                    id,
                    project,
                    name,
                    hostname,
                    flavor,
                    other,
                    imageProperties,
                    keyName,
                    keyData,
                    userData,
                    configDrive,
                    zone,
                    launchIndex,
                    metadata,
                    networks,
                    securityGroups,
                    disks,
                    reservationId);
        }
    }

    /** {@code devices} only where they are others than before. */
    record GetLinks(Caller caller, ServerId server) {}

    record Links(List<Link> links) {}

    record StepReport(
            ServerId server,
            int attempt,
            List<Mark> marks,
            @Nullable Devices devices) {}

    /** {@code step} is one of the 29; {@code facts} is what is known by then. */
    record Mark(int step, Edge edge, Map<String, String> facts) {}

    enum Edge {
        BEGIN,
        END
    }

    /** The ports and disks that the server has by now, as the API shows them. */
    record Devices(List<ServerPort> ports, List<BlockDevice> disks) {}

    record HostReport(
            HostName host,
            int vcpus,
            int memoryMib,
            int diskGib,
            String hypervisorType,
            int hypervisorVersion,
            String cpuInfo,
            Set<String> traits,
            int runningGuests) {}

    /** {@code power} is a name of the API's power states, as {@code SHUTDOWN}. */
    record PowerReport(ServerId server, HostName host, String power) {}

    record GetWanted(HostName host) {}

    record Wanted(List<ServerId> servers) {}
}
