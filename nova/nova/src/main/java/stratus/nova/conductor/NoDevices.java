package stratus.nova.conductor;

import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;

/** What a deployment has of a service that it is without: nothing to release. */
public record NoDevices() implements Leftovers.Devices {
    @Override
    public void release(Caller self, ServerId server, int attempt) {}

    @Override
    public void releaseAll(Caller self, ServerId server) {}
}
