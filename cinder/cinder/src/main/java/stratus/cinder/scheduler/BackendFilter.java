package stratus.cinder.scheduler;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** One reason why a volume cannot go to a backend. */
@FunctionalInterface
interface BackendFilter {
    boolean passes(Candidate candidate, Wanted wanted);

    /** Upstream's filters, by the names that its messages give. */
    static Map<String, BackendFilter> usual(double overSubscription, Instant now) {
        var all = new LinkedHashMap<String, BackendFilter>();
        all.put(
                "AvailabilityFilter",
                (c, _) -> c.backend().up(now) && !c.backend().disabled());
        all.put("AvailabilityZoneFilter", (c, w) -> c.backend().zone().equals(w.zone()));
        all.put("CapacityFilter", (c, w) -> c.fits(w.sizeGib(), overSubscription));
        all.put("CapabilitiesFilter", (c, w) -> c.offers(w.extraSpecs()));
        all.put(
                "AffinityFilter",
                (c, w) -> w.hosts() == null || w.hosts().contains(c.backend().host()));
        all.put(
                "DifferentBackendFilter",
                (c, w) -> !w.avoided().contains(c.backend().host()));
        return all;
    }
}
