package stratus.nova.conductor;

import stratus.nova.domain.Server;
import stratus.nova.rpc.BlockDevice;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;

/** What a deployment has of a service that it is without: nothing to release. */
public record NoDevices() implements Leftovers.ServerVolumes {
    @Override
    public void reserve(Caller caller, Server server) {
        if (server.disks().stream().anyMatch(BlockDevice::onVolume)) {
            throw new Fault.NotImplemented("There is no volume service in this deployment.");
        }
    }

    @Override
    public void unreserve(Caller self, ServerId server) {}

    @Override
    public void release(Caller self, ServerId server, int attempt) {}

    @Override
    public void releaseAll(Caller self, Server server) {}
}
