package stratus.nova.scheduler;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import stratus.nova.domain.Server;
import stratus.nova.domain.Service;
import stratus.nova.store.HostStore;
import stratus.nova.store.ServiceStore;
import stratus.oslo.base.Fault;

/** Chooses a host and claims it in Placement: candidates, filters, weighers, claim. Says what was missing where. */
public final class FilterScheduler {
    private final Placement placement;
    private final HostStore hosts;
    private final ServiceStore services;
    private final Function<String, String> zones;
    private final InstantSource clock;

    /** {@code zones} knows each host's availability zone. */
    public FilterScheduler(
            Placement placement,
            HostStore hosts,
            ServiceStore services,
            Function<String, String> zones,
            InstantSource clock) {
        this.placement = placement;
        this.hosts = hosts;
        this.services = services;
        this.zones = zones;
        this.clock = clock;
    }

    /** The chosen host, claimed; never one of {@code tried}. Throws {@link Fault.NoValidHost} with an explanation. */
    public String select(Server server, Set<String> tried) {
        var resources = resources(server);
        var explanation = new ArrayList<String>();
        var room = placement.candidates(resources, required(server));
        var fit = new ArrayList<HostState>();
        for (var host : states()) {
            if (tried.contains(host.name())) {
                explanation.add(host.name() + ": was tried before");
            } else if (!room.contains(host.host().id().toString())) {
                explanation.add(lack(host, resources));
            } else if (passes(host, server, explanation)) {
                fit.add(host);
            }
        }
        fit.sort(Comparator.comparingLong(HostState::freeMemory)
                .thenComparingLong(HostState::freeVcpus)
                .reversed());
        return claim(server, fit, resources, explanation);
    }

    private String claim(Server server, List<HostState> fit, Map<String, Long> resources, List<String> explanation) {
        for (var host : fit) {
            try {
                placement.claim(server, host.name(), resources);
                return host.name();
            } catch (Fault.Conflict full) {
                explanation.add("%s: claim refused: %s".formatted(host.name(), full.getMessage()));
            }
        }
        throw new Fault.NoValidHost("There are not enough hosts available. "
                + (explanation.isEmpty() ? "No host has reported yet." : String.join("; ", explanation)));
    }

    private static boolean passes(HostState host, Server server, List<String> explanation) {
        for (var filter : Filters.ALL) {
            var refusal = filter.refusal(host, server);
            if (refusal != null) {
                explanation.add("%s: %s: %s".formatted(host.name(), filter.name(), refusal));
                return false;
            }
        }
        return true;
    }

    private static String lack(HostState host, Map<String, Long> needed) {
        return "%s: Placement: needed %s, had VCPU=%d MEMORY_MB=%d DISK_GB=%d in all"
                .formatted(
                        host.name(),
                        needed,
                        host.host().vcpus(),
                        host.host().memoryMb(),
                        host.host().diskGb());
    }

    private List<HostState> states() {
        var now = clock.instant();
        var known = services.list(Service.COMPUTE, null);
        var states = new ArrayList<HostState>();
        for (var host : hosts.all()) {
            var service =
                    known.stream().filter(s -> s.host().equals(host.host())).findFirst();
            boolean enabled = service.map(s -> !s.disabled()).orElse(false);
            boolean up = service.map(s -> s.up(now)).orElse(false);
            states.add(new HostState(host, enabled, up, zones.apply(host.host())));
        }
        return states;
    }

    /** What the flavor takes of a host; a disk that is a volume takes none. */
    public static Map<String, Long> resources(Server server) {
        var flavor = server.spec().flavor();
        var all = new LinkedHashMap<String, Long>();
        all.put("VCPU", (long) flavor.vcpus());
        all.put("MEMORY_MB", (long) flavor.memoryMib());
        long root = server.spec().image() == null ? 0 : flavor.rootGib();
        long disk = root + flavor.ephemeralGib() + (flavor.swapMib() + 1023) / 1024;
        if (disk > 0) {
            all.put("DISK_GB", disk);
        }
        return all;
    }

    private static Set<String> required(Server server) {
        var traits = new java.util.TreeSet<String>();
        server.spec().flavor().extraSpecs().forEach((key, value) -> {
            if (key.startsWith("trait:") && value.equals("required")) {
                traits.add(key.substring("trait:".length()));
            }
        });
        return traits;
    }
}
