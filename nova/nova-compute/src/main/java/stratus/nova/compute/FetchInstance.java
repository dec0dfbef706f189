package stratus.nova.compute;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import stratus.nova.compute.virt.GuestSpec;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;
import stratus.nova.rpc.ConductorRpc;
import stratus.nova.rpc.ConductorRpc.GetInstance;

/** Steps 14 to 18: instance and flavor, from the conductor. */
record FetchInstance(ConductorRpc conductor) implements Building.Hook {
    @Override
    public int first() {
        return 14;
    }

    @Override
    public int last() {
        return 18;
    }

    @Override
    public Plan apply(BuildAndRun build, Plan plan) {
        var i = conductor.instance(new GetInstance(build.caller(), build.server(), build.attempt()));
        var properties = new HashMap<>(i.imageProperties());
        properties.putAll(i.flavor().extraSpecs());
        var flavor = i.flavor();
        var guest = new GuestSpec(
                i.name(),
                i.hostname(),
                flavor.vcpus(),
                flavor.memoryMib(),
                Map.copyOf(properties),
                List.of(),
                List.of());
        return new Plan(i, guest, List.of(), i.disks(), Map.of("flavor", flavor.name()));
    }

    @Override
    public void undo(BuildAndRun build) {}
}
