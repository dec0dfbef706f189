package stratus.cinder.scheduler;

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
        return extraSpecs.entrySet().stream().allMatch(e -> {
            var key = e.getKey();
            if (key.contains(":") && !key.startsWith("capabilities:")) {
                return true;
            }
            return e.getValue().replaceFirst("^(=|<is>|s==)\\s*", "").equalsIgnoreCase(said(key));
        });
    }

    private String said(String key) {
        return switch (key.replaceFirst("^capabilities:", "")) {
            case "volume_backend_name" -> backend.pool();
            case "vendor_name" -> backend.vendor();
            case "storage_protocol" -> backend.protocol();
            case "pool_name" -> backend.pool();
            case "multiattach" -> "True";
            case "thin_provisioning_support" -> backend.thin() ? "True" : "False";
            case "thick_provisioning_support" -> backend.thin() ? "False" : "True";
            case "replication_enabled",
                    "group_replication_enabled",
                    "consistent_group_snapshot_enabled",
                    "consistent_group_replication_enabled" -> "False";
            default -> "";
        };
    }

    double free(double overSubscription) {
        return backend.thin() ? backend.totalGib() * overSubscription - allocatedGib : backend.freeGib();
    }
}
