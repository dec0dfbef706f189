package stratus.nova.compute;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.compute.virt.GuestSpec;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;
import stratus.nova.rpc.ConductorRpc;
import stratus.nova.rpc.ConductorRpc.GetInstance;
import stratus.nova.rpc.ConductorRpc.Instance;
import stratus.oslo.base.Ids.ImageId;

/** Steps 14 to 18: instance and flavor, from the conductor; {@code image} in place of the instance's own, if any. */
record FetchInstance(ConductorRpc conductor, @Nullable ImageId image) implements Building.Hook {
    @Override
    public int first() {
        return 14;
    }

    @Override
    public Plan apply(Trail trail, Plan plan) {
        var build = trail.build();
        var instance = trail.step(
                14, _ -> conductor.instance(new GetInstance(build.caller(), build.server(), build.attempt())));
        return trail.step(18, facts -> {
            facts.with("flavor", instance.flavor().name());
            return plan(image == null ? instance : instance.from(image));
        });
    }

    private static Plan plan(Instance i) {
        var flavor = i.flavor();
        var properties = new HashMap<>(i.imageProperties());
        properties.putAll(flavor.extraSpecs());
        var guest = new GuestSpec(
                i.name(),
                i.hostname(),
                flavor.vcpus(),
                flavor.memoryMib(),
                Map.copyOf(properties),
                List.of(),
                List.of());
        return new Plan(i, guest, List.of(), i.disks());
    }

    @Override
    public void undo(BuildAndRun build) {}
}
