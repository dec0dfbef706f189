package stratus.neutron.app;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import tools.jackson.databind.JsonNode;

/** What a router is: legs in networks of its project, a gateway in an external one, and routes of its own. */
public final class Routers implements Rules {
    private final Quotas quotas;
    private final Ports ports;
    private final RouterHosts hosts;
    private final Gateways gateways;

    public Routers(Quotas quotas, Ports ports, RouterHosts hosts) {
        this.quotas = quotas;
        this.ports = ports;
        this.hosts = hosts;
        this.gateways = new Gateways(ports, hosts);
    }

    @Override
    public Kind kind() {
        return Kinds.ROUTER;
    }

    @Override
    public Resource create(Work work, Resource wanted) {
        quotas.take(work, kind(), wanted.projectId());
        var router = work.insert(
                kind(),
                wanted.with("status", "ACTIVE")
                        .with(Gateways.INFO, null)
                        .with("routes", List.of())
                        .orElse("availability_zone_hints", List.of())
                        .with("availability_zones", List.of())
                        .with("distributed", false)
                        .with("ha", false)
                        .with("flavor_id", null)
                        .with(RouterHosts.HOST, null));
        return wanted.given(Gateways.INFO) ? work.save(kind(), gateways.set(work, router, info(wanted))) : router;
    }

    private static @Nullable Resource info(Resource said) {
        return said.get(Gateways.INFO) instanceof tools.jackson.databind.node.ObjectNode info
                ? new Resource(info)
                : null;
    }

    @Override
    public Resource update(Work work, Resource before, Resource changes) {
        var after = before.merge(changes.without(Gateways.INFO));
        if (changes.has("routes")) {
            after = routed(work, after, after.get("routes"));
        }
        if (changes.has(Gateways.INFO)) {
            after = gateways.set(work, after, info(changes));
        }
        return work.save(kind(), after);
    }

    private static Resource routed(Work work, Resource router, JsonNode routes) {
        if (!routes.isArray()) {
            return router.with("routes", List.of());
        }
        var legs = new Legs(work, router.id());
        Routes.check(routes, legs.cidrs(legs.all()), Legs.addresses(legs.all()));
        return router.with("routes", routes);
    }

    /** The router with these routes besides its own. */
    public Resource addRoutes(Work work, String id, JsonNode added) {
        var router = work.get(kind(), id);
        return work.save(kind(), routed(work, router, Routes.union(router.get("routes"), added)));
    }

    public Resource removeRoutes(Work work, String id, JsonNode removed) {
        var router = work.get(kind(), id);
        return work.save(kind(), routed(work, router, Routes.difference(router.get("routes"), removed)));
    }

    public RouterInterfaces interfaces() {
        return new RouterInterfaces(ports, hosts);
    }

    @Override
    public void delete(Work work, Resource router) {
        var legs = new Legs(work, router.id());
        if (!legs.inner().isEmpty()) {
            throw Refusals.conflict(
                    "RouterInUse",
                    "Router %s has ports still attached: %s"
                            .formatted(
                                    router.id(),
                                    legs.inner().stream().map(Resource::id).collect(Collectors.joining(", "))));
        }
        gateways.set(work, router.with("routes", List.of()), null);
        work.delete(kind(), router);
    }
}
