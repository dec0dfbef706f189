package stratus.nova.conductor;

import stratus.nova.domain.Server;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;

/** A service of which nobody left anything. */
record NoDevices() implements Cleanup.Devices {
    @Override
    public void release(Caller self, ServerId server, int attempt) {}

    @Override
    public void releaseAll(Caller self, Server server) {}
}
