package stratus.nova.compute;

import java.time.Duration;
import stratus.nova.compute.virt.GuestSpec.ImageDisk;
import stratus.nova.compute.virt.Rescuing;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.nova.rpc.LifecycleRpc.Rescue;
import stratus.nova.rpc.LifecycleRpc.Unrescue;

/** Starts guests from another image, to be mended, and back. */
record Rescues(Capabilities can, ImageCache cache) {
    private static final Duration GRACE = Duration.ofSeconds(60);

    void rescue(Rescue request) {
        var driver = can.needed(Rescuing.class);
        try {
            var image = cache.ask(request.caller(), request.image());
            var found = cache.fetch(request.caller(), image);
            if (can.driver().powerState(request.server()) == PowerState.RUNNING) {
                can.driver().powerOff(request.server(), GRACE);
            }
            driver.rescue(
                    request.server(),
                    new ImageDisk(
                            "vda",
                            true,
                            request.image(),
                            found.file(),
                            found.image().diskFormat(),
                            request.rootGib()));
        } catch (RuntimeException failure) {
            throw FullDisk.told(failure);
        }
    }

    void unrescue(Unrescue request) {
        can.needed(Rescuing.class).unrescue(request.server());
    }
}
