package stratus.nova.scheduler;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import stratus.nova.domain.Server;
import stratus.nova.domain.Service;
import stratus.nova.store.HostStore;
import stratus.nova.store.ServiceStore;
import stratus.oslo.base.Fault;
import stratus.oslo.trace.Tracer;

/** Chooses a host and claims it in Placement: candidates, filters, weighers, claim. Says what was missing where. */
public final class FilterScheduler {
    private final Placement placement;
    private final Known known;
    private final Tracer tracer;
    private final InstantSource clock;

    /** What is known of hosts. {@code zones} knows each host's availability zone. */
    public record Known(
            HostStore hosts, ServiceStore services, Function<String, String> zones, Neighbours neighbours) {}

    public FilterScheduler(Placement placement, Known known, Tracer tracer, InstantSource clock) {
        this.placement = placement;
        this.known = known;
        this.tracer = tracer;
        this.clock = clock;
    }

    /** @param tried hosts that failed before */
    public record Request(String requestId, Server server, Set<String> tried) {}

    /** What a server takes of a host, and what the host has to be. */
    private record Needs(Server server, Map<String, Long> resources, Set<String> traits, Set<String> tried) {}

    /** Steps 9 to 11: the chosen host, claimed. Throws {@link Refusals.NoHost}. */
    public String select(Request request) {
        var refusals = new Refusals();
        var id = request.server().id();
        var needs = tracer.call(request.requestId(), id, 9, span -> {
            var found = needs(request);
            span.with("resources", found.resources());
            return found;
        });
        var fit = tracer.call(request.requestId(), id, 10, span -> {
            var found = fitting(needs, refusals);
            span.with("hosts", found.size());
            return found;
        });
        return tracer.call(request.requestId(), id, 11, span -> {
            var host = claim(needs, fit, refusals);
            span.with("host", host);
            return host;
        });
    }

    private static Needs needs(Request request) {
        var server = request.server();
        return new Needs(server, resources(server), required(server), request.tried());
    }

    private List<HostState> fitting(Needs needs, Refusals refusals) {
        var affinity = AffinityRules.of(needs.server(), known.neighbours());
        var room = placement.candidates(needs.resources(), needs.traits());
        var fit = new ArrayList<HostState>();
        for (var host : states()) {
            if (needs.tried().contains(host.name())) {
                refusals.add("RetryFilter", host.name(), "needed a host that has not failed, had one that has");
            } else if (!room.contains(host.host().id().toString())) {
                refusals.add("Placement", host.name(), lack(host, needs));
            } else if (passes(host, needs.server(), refusals) && welcome(host, affinity, refusals)) {
                fit.add(host);
            }
        }
        if (fit.isEmpty()) {
            throw refusals.noHost();
        }
        fit.sort(Comparator.<HostState>comparingInt(host -> affinity.weight(host.name()))
                .thenComparingLong(HostState::freeMemory)
                .thenComparingLong(HostState::freeVcpus)
                .reversed());
        return fit;
    }

    private String claim(Needs needs, List<HostState> fit, Refusals refusals) {
        for (var host : fit) {
            try {
                placement.claim(needs.server(), host.name(), needs.resources());
                return host.name();
            } catch (Fault.Conflict full) {
                refusals.add("Placement", host.name(), "needed %s, had it no more".formatted(text(needs.resources())));
            }
        }
        throw refusals.noHost();
    }

    private static boolean passes(HostState host, Server server, Refusals refusals) {
        for (var filter : Filters.ALL) {
            var refusal = filter.refusal(host, server);
            if (refusal != null) {
                refusals.add(filter.name(), host.name(), refusal);
                return false;
            }
        }
        return true;
    }

    private static boolean welcome(HostState host, AffinityRules affinity, Refusals refusals) {
        var refusal = affinity.refusal(host.name());
        if (refusal != null) {
            refusals.add(refusal.filter(), host.name(), refusal.reason());
        }
        return refusal == null;
    }

    /** By the host's own numbers; where those suffice, it is a trait, or a claim that is not a server's yet. */
    private static String lack(HostState host, Needs needs) {
        var short_ = new LinkedHashMap<String, Long>();
        var had = new LinkedHashMap<String, Long>();
        host.free().forEach((resource, free) -> {
            long needed = needs.resources().getOrDefault(resource, 0L);
            if (needed > free) {
                short_.put(resource, needed);
                had.put(resource, free);
            }
        });
        if (!short_.isEmpty()) {
            return "needed %s, had %s".formatted(text(short_), text(had));
        }
        return needs.traits().isEmpty()
                ? "needed %s, had less that nobody claims".formatted(text(needs.resources()))
                : "needed %s with %s, had not both"
                        .formatted(text(needs.resources()), String.join(", ", needs.traits()));
    }

    private static String text(Map<String, Long> resources) {
        return resources.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(" "));
    }

    private List<HostState> states() {
        var now = clock.instant();
        var running = known.services().list(Service.COMPUTE, null).stream()
                .collect(Collectors.toMap(Service::host, service -> service, (a, _) -> a));
        var states = new ArrayList<HostState>();
        for (var host : known.hosts().all()) {
            var service = running.get(host.host());
            boolean enabled = service != null && !service.disabled();
            boolean up = service != null && service.up(now);
            states.add(new HostState(host, enabled, up, known.zones().apply(host.host())));
        }
        return states;
    }

    /** What the flavor takes of a host; a disk that is a volume takes none. */
    public static Map<String, Long> resources(Server server) {
        var flavor = server.spec().flavor();
        var all = new LinkedHashMap<String, Long>();
        all.put("VCPU", (long) flavor.vcpus());
        all.put("MEMORY_MB", (long) flavor.memoryMib());
        long root = server.spec().image().id() == null ? 0 : flavor.rootGib();
        long disk = root + flavor.ephemeralGib() + (flavor.swapMib() + 1023) / 1024;
        if (disk > 0) {
            all.put("DISK_GB", disk);
        }
        return all;
    }

    private static Set<String> required(Server server) {
        var traits = new TreeSet<String>();
        server.spec().flavor().extraSpecs().forEach((key, value) -> {
            if (key.startsWith("trait:") && value.equals("required")) {
                traits.add(key.substring("trait:".length()));
            }
        });
        return traits;
    }
}
