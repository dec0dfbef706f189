package stratus.cinder.scheduler;

import java.util.LinkedHashMap;
import java.util.Map;
import stratus.cinder.domain.Backend;

/** A backend, and the GiB promised to the volumes on it. */
public record Candidate(Backend backend, long allocatedGib) {
    /** A thin backend may promise more than it has; a thick one keeps to what is free. */
    boolean fits(int sizeGib, double overSubscription) {
        if (!backend.thin()) {
            return backend.freeGib() >= sizeGib;
        }
        return allocatedGib + sizeGib <= backend.totalGib() * overSubscription
                && backend.freeGib() * overSubscription >= sizeGib;
    }

    /** Extra specs without a scope, and those of scope {@code capabilities}, are asked of the backend. */
    public boolean offers(Map<String, String> extraSpecs) {
        var can = capabilities();
        return extraSpecs.entrySet().stream().allMatch(e -> {
            var key = e.getKey();
            if (key.contains(":") && !key.startsWith("capabilities:")) {
                return true;
            }
            var said = can.get(key.replaceFirst("^capabilities:", ""));
            return said != null && SpecMatch.matches(text(said), e.getValue());
        });
    }

    private static String text(Object said) {
        return said instanceof Boolean flag ? (flag ? "True" : "False") : said.toString();
    }

    /** What the backend says of itself, by upstream's names. */
    public Map<String, Object> capabilities() {
        var all = new LinkedHashMap<String, Object>();
        all.put("volume_backend_name", backend.pool());
        all.put("pool_name", backend.pool());
        all.put("vendor_name", backend.vendor());
        all.put("storage_protocol", backend.protocol());
        all.put("total_capacity_gb", backend.totalGib());
        all.put("free_capacity_gb", backend.freeGib());
        all.put("allocated_capacity_gb", allocatedGib);
        all.put("thin_provisioning_support", backend.thin());
        all.put("thick_provisioning_support", !backend.thin());
        all.put("reserved_percentage", 0);
        all.put("QoS_support", false);
        all.put("multiattach", true);
        all.put("replication_enabled", false);
        all.put("group_replication_enabled", false);
        all.put("consistent_group_snapshot_enabled", false);
        all.put("consistent_group_replication_enabled", false);
        return all;
    }

    double free(double overSubscription) {
        return backend.thin() ? backend.totalGib() * overSubscription - allocatedGib : backend.freeGib();
    }
}
