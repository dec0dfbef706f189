package stratus.nova.conductor;

import java.util.LinkedHashMap;
import java.util.function.Function;
import stratus.nova.app.BlockStorage;
import stratus.nova.domain.Server;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.ComputeRpc.GetConnector;
import stratus.nova.rpc.ComputeRpc.PlugVolume;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.HostName;

/**
 * Servers' volumes, plugged and unplugged by the hosts that the servers are on, with the connection that Cinder has for each
 * now. A volume that was never connected is a {@link Fault.NotFound}.
 */
public record HostVolumes(BlockStorage storage, Function<HostName, ComputeRpc> hosts) {
    /** Makes a reserved volume reachable from the server's host. */
    void connect(Caller caller, Server server, BlockDevice device) {
        var connector = hosts.apply(server.needHost()).connector(new GetConnector(caller));
        var properties = new LinkedHashMap<>(connector.properties());
        properties.put("mountpoint", device.device());
        storage.connect(caller, tie(device), properties);
    }

    void plug(Caller caller, Server server, BlockDevice device) {
        hosts.apply(server.needHost()).attachVolume(request(caller, server, device));
    }

    /** A server without a host has nothing plugged. */
    void unplug(Caller caller, Server server, BlockDevice device) {
        if (server.host() != null) {
            hosts.apply(server.host()).detachVolume(request(caller, server, device));
        }
    }

    /** The guest sees the size that the volume has now; one without a host will when it starts. */
    public void extended(Caller caller, Server server, BlockDevice device) {
        if (server.host() != null) {
            hosts.apply(server.host()).volumeExtended(request(caller, server, device));
        }
    }

    private PlugVolume request(Caller caller, Server server, BlockDevice device) {
        var attachment = tie(device);
        var connection = storage.attachment(caller, attachment).connection();
        if (connection == null || device.volume() == null) {
            throw new Fault.NotFound("Volume attachment", attachment.text());
        }
        var name = device.device().startsWith("/dev/") ? device.device().substring(5) : device.device();
        return new PlugVolume(
                caller, server.id(), device.volume(), name, connection.driverVolumeType(), connection.data());
    }

    private static AttachmentId tie(BlockDevice device) {
        if (device.attachment() == null) {
            throw new Fault.NotFound("Volume attachment", device.device());
        }
        return device.attachment();
    }
}
