package stratus.nova.app;

import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Service;
import stratus.nova.store.ServiceStore;
import stratus.oslo.base.Fault;

/** Which availability zones a server may ask for: those with a compute host that is not disabled. */
public record Zones(ServiceStore services, Aggregates aggregates) {
    boolean hasHost(String name) {
        return services.list(Service.COMPUTE, null).stream()
                .anyMatch(s -> s.host().equals(name));
    }

    void check(@Nullable String wanted) {
        if (wanted == null) {
            return;
        }
        var all = aggregates.list();
        boolean there = services.list(Service.COMPUTE, null).stream()
                .filter(s -> !s.disabled())
                .anyMatch(s -> Aggregates.zoneOf(all, s.host()).equals(wanted));
        if (!there) {
            throw new Fault.Invalid("The requested availability zone is not available");
        }
    }
}
