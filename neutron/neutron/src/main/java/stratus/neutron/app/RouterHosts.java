package stratus.neutron.app;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Resource;

/** Decides on which host each router is: on one, where an L3 agent lives. */
public final class RouterHosts {
    static final String HOST = "agent_host";

    private final Agents agents;
    private final Ports ports;

    public RouterHosts(Agents agents, Ports ports) {
        this.agents = agents;
        this.ports = ports;
    }

    /** The router, on the host that it has or on the least busy; nowhere as long as no agent lives. */
    Resource place(Work work, Resource router) {
        return router.given(HOST)
                ? router
                : leastBusy(work, router)
                        .map(agent -> move(work, router, agent))
                        .orElse(router);
    }

    private Optional<Resource> leastBusy(Work work, Resource router) {
        var busy = work.list(Kinds.ROUTER, Map.of()).stream()
                .collect(Collectors.groupingBy(r -> r.text(HOST), Collectors.counting()));
        var hints = router.texts("availability_zone_hints");
        return agents.alive(work, Agents.L3).stream()
                .filter(a -> hints.isEmpty() || hints.contains(a.text("availability_zone")))
                .min(Comparator.comparing(a -> busy.getOrDefault(a.text("host"), 0L)));
    }

    /** The router with all its legs on the agent's host; on none where that is null. */
    Resource move(Work work, Resource router, @Nullable Resource agent) {
        var host = agent == null ? null : agent.text("host");
        for (var leg : new Legs(work, router.id()).all()) {
            ports.update(work, leg, Resource.empty().with("binding:host_id", host));
        }
        return work.save(
                Kinds.ROUTER,
                router.with(HOST, host)
                        .with(
                                "availability_zones",
                                agent == null ? List.of() : List.of(agent.text("availability_zone"))));
    }

    /** Routers that no agent could take until now. */
    void placeWaiting(Work work) {
        for (var router : work.list(Kinds.ROUTER, Map.of())) {
            if (!router.given(HOST) && !new Legs(work, router.id()).all().isEmpty()) {
                place(work, router);
            }
        }
    }
}
