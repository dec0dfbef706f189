package stratus.neutron.app;

import java.util.List;
import java.util.Set;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.DomainId;
import stratus.oslo.base.Secret;

/** The network service where it acts on its own: whom the change log names. */
final class Self {
    static final Caller CALLER = new Caller(
            "req-neutron",
            new Caller.Named("neutron", "neutron", new DomainId("default"), "Default"),
            null,
            null,
            true,
            Set.of("admin"),
            Set.of(),
            List.of(),
            new Secret(""));

    private Self() {}
}
