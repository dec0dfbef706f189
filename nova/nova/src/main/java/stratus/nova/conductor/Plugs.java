package stratus.nova.conductor;

import stratus.nova.app.BlockStorage;
import stratus.nova.domain.Server;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.ComputeRpc.PlugVolume;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;

/** What a host is told of a volume that it shall plug or unplug. */
public final class Plugs {
    private Plugs() {}

    /** With the connection that Cinder has for it now; refuses a volume that was never connected. */
    public static PlugVolume volume(BlockStorage volumes, Caller caller, Server server, BlockDevice device) {
        var attachment = device.attachment();
        if (attachment == null || device.volume() == null) {
            throw new Fault.NotFound("Volume attachment", device.device());
        }
        var connection = volumes.attachment(caller, attachment).connection();
        if (connection == null) {
            throw new Fault.NotFound("Volume attachment", attachment.text());
        }
        var name = device.device().startsWith("/dev/") ? device.device().substring(5) : device.device();
        return new PlugVolume(
                caller, server.id(), device.volume(), name, connection.driverVolumeType(), connection.data());
    }
}
