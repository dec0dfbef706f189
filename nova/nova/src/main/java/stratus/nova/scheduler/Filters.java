package stratus.nova.scheduler;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Server;

/** The filters that every host has to pass, in the order they are asked. */
final class Filters {
    static final List<HostFilter> ALL = List.of(
            filter("WantedHost", Filters::wanted),
            filter("ComputeFilter", Filters::compute),
            filter("AvailabilityZoneFilter", Filters::zone),
            filter("ComputeCapabilitiesFilter", Filters::capabilities),
            filter("ImagePropertiesFilter", Filters::image));

    private static final String CAPABILITY = "capabilities:hypervisor_type";

    private Filters() {}

    private static @Nullable String wanted(HostState host, Server server) {
        var wanted = server.spec().where().host();
        return wanted == null || wanted.equals(host.name()) ? null : "needed host %s".formatted(wanted);
    }

    private static @Nullable String compute(HostState host, Server server) {
        if (!host.enabled()) {
            return "needed an enabled service, had a disabled one";
        }
        return host.up() ? null : "needed a service that is up, had one that is down";
    }

    private static @Nullable String zone(HostState host, Server server) {
        return same(server.spec().where().zone(), host.zone(), "availability zone");
    }

    private static @Nullable String capabilities(HostState host, Server server) {
        return same(
                server.spec().flavor().extraSpecs().get(CAPABILITY), host.host().hypervisorType(), "hypervisor");
    }

    private static @Nullable String image(HostState host, Server server) {
        return same(
                server.spec().image().properties().get("img_hv_type"),
                host.host().hypervisorType(),
                "hypervisor");
    }

    private static @Nullable String same(@Nullable String needed, String had, String what) {
        return needed == null || needed.toLowerCase(Locale.ROOT).equals(had.toLowerCase(Locale.ROOT))
                ? null
                : "needed %s %s, had %s".formatted(what, needed, had);
    }

    private static HostFilter filter(String name, BiFunction<HostState, Server, @Nullable String> refusal) {
        return new HostFilter() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public @Nullable String refusal(HostState host, Server server) {
                return refusal.apply(host, server);
            }
        };
    }
}
