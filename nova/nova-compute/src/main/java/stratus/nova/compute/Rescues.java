package stratus.nova.compute;

import stratus.nova.compute.virt.GuestSpec.ImageDisk;
import stratus.nova.compute.virt.Rescuing;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.nova.rpc.LifecycleRpc.Rescue;
import stratus.nova.rpc.LifecycleRpc.Unrescue;

/** Starts guests from another image, to be mended, and back. */
record Rescues(Capabilities can, ImageCache cache) {
    void rescue(Rescue request) {
        var driver = can.needed(Rescuing.class);
        var image = cache.ask(request.caller(), request.image());
        var found = cache.fetch(request.caller(), image);
        if (can.driver().powerState(request.server()) == PowerState.RUNNING) {
            can.driver().powerOff(request.server(), ComputeAgent.GRACE);
        }
        var format = found.image().diskFormat();
        driver.rescue(
                request.server(), new ImageDisk("vda", true, request.image(), found.file(), format, request.rootGib()));
    }

    void unrescue(Unrescue request) {
        can.needed(Rescuing.class).unrescue(request.server());
    }
}
