package stratus.nova.compute;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import stratus.nova.compute.virt.VirtDriver;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.PortId;

/** Step 29: the guest itself, paused until its ports are wired. */
record Spawn(VirtDriver driver, Networks networks, PluggedPorts plugged, Duration patience) implements Building.Hook {
    private static final Duration LOOK = Duration.ofSeconds(2);

    @Override
    public int first() {
        return 29;
    }

    @Override
    public Plan apply(Trail trail, Plan plan) {
        return trail.step(29, facts -> {
            run(trail.build(), plan);
            facts.with("power", "running");
            return plan;
        });
    }

    private void run(BuildAndRun build, Plan plan) {
        driver.spawn(build.server(), plan.guest());
        var waiting = new HashSet<PortId>();
        plan.ports().stream()
                .filter(p -> !p.active())
                .forEach(p -> waiting.add(p.port().port()));
        awaitWires(build.caller(), waiting);
        if (driver.powerState(build.server()) != PowerState.RUNNING) {
            driver.unpause(build.server());
        }
    }

    /** An event may be lost: Neutron is asked every now and then. */
    private void awaitWires(Caller caller, Set<PortId> waiting) {
        long rounds = Math.max(1, patience.dividedBy(LOOK));
        var down = Set.copyOf(waiting);
        for (long i = 0; i < rounds && !down.isEmpty(); i++) {
            if (plugged.await(down, LOOK)) {
                return;
            }
            down = networks.down(caller, down);
        }
        if (!down.isEmpty()) {
            throw Fault.coded(
                    "VirtualInterfaceCreateException",
                    new Fault.Conflict("Virtual Interface creation failed: no port was wired within " + patience));
        }
    }

    @Override
    public void undo(BuildAndRun build) {
        driver.destroy(build.server());
    }
}
