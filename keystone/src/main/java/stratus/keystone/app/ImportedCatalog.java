package stratus.keystone.app;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Settlement.Thing;
import stratus.keystone.domain.Blueprint;
import stratus.keystone.domain.Blueprint.EndpointPlan;
import stratus.keystone.domain.Blueprint.RegionPlan;
import stratus.keystone.domain.Blueprint.ServicePlan;
import stratus.keystone.domain.Endpoint;
import stratus.keystone.domain.Region;
import stratus.keystone.domain.Service;
import stratus.oslo.db.Tx;

/** A blueprint's regions, services and endpoints. */
final class ImportedCatalog {
    private static final Set<String> FACES = Set.of("public", "internal", "admin");

    private final Stores stores;
    private final Settlement settlement;
    private final Tx tx;

    ImportedCatalog(Stores stores, Settlement settlement) {
        this.stores = stores;
        this.settlement = settlement;
        this.tx = settlement.tx;
    }

    void settle(Blueprint blueprint) {
        var waiting = new HashSet<>(blueprint.regions());
        boolean moved = true;
        while (moved) { // parents first, in whatever order the file has them
            moved = false;
            for (var plan : blueprint.regions()) {
                if (waiting.contains(plan) && (plan.parent() == null || isRegion(plan.parent()))) {
                    region(plan);
                    moved = waiting.remove(plan);
                }
            }
        }
        waiting.forEach(
                plan -> settlement.object("region %s: there is no region %s".formatted(plan.name(), plan.parent())));
        blueprint.services().forEach(this::service);
    }

    private boolean isRegion(String name) {
        return stores.catalog().region(tx, name).isPresent();
    }

    private void region(RegionPlan plan) {
        var there = stores.catalog().region(tx, plan.name()).map(Region::description);
        var wanted = new Region(
                plan.name(),
                Objects.requireNonNullElse(plan.description(), there.orElse("")),
                plan.parent(),
                plan.extra());
        settlement.settle(
                new Thing<>(
                        "region",
                        plan.name(),
                        "region " + plan.name(),
                        () -> stores.catalog().region(tx, plan.name()),
                        region -> stores.catalog().insert(tx, region),
                        region -> stores.catalog().update(tx, region)),
                wanted);
    }

    private Optional<Service> find(String type, String name) {
        return stores.catalog().services(tx).stream()
                .filter(s -> s.type().equals(type) && s.name().equals(name))
                .findFirst();
    }

    private void service(ServicePlan plan) {
        var what = "service %s (%s)".formatted(plan.name(), plan.type());
        var there = find(plan.type(), plan.name());
        var id = settlement.id(
                what,
                plan.id(),
                there.map(Service::id).orElse(null),
                taken -> stores.catalog().service(tx, taken).isPresent());
        var description =
                plan.description() == null ? there.map(Service::description).orElse(null) : plan.description();
        settlement.settle(
                new Thing<>(
                        "service",
                        id,
                        what,
                        () -> find(plan.type(), plan.name()),
                        service -> stores.catalog().insert(tx, service),
                        service -> stores.catalog().update(tx, service)),
                new Service(id, plan.type(), plan.name(), description, on(plan.enabled()), plan.extra()));
        plan.endpoints().forEach(endpoint -> endpoint(id, what, endpoint));
    }

    private Optional<Endpoint> find(String serviceId, EndpointPlan plan) {
        return stores.catalog().endpoints(tx).stream()
                .filter(e -> e.serviceId().equals(serviceId)
                        && e.face().equals(plan.face())
                        && Objects.equals(e.regionId(), plan.region()))
                .findFirst();
    }

    private void endpoint(String serviceId, String service, EndpointPlan plan) {
        var what = "%s endpoint of %s in %s".formatted(plan.face(), service, plan.region());
        if (!FACES.contains(plan.face())) {
            settlement.object(what + ": an interface is public, internal or admin");
            return;
        }
        if (plan.region() != null && !isRegion(plan.region())) {
            settlement.object("%s: there is no region %s".formatted(what, plan.region()));
            return;
        }
        var id = settlement.id(
                what,
                plan.id(),
                find(serviceId, plan).map(Endpoint::id).orElse(null),
                taken -> stores.catalog().endpoint(tx, taken).isPresent());
        settlement.settle(
                new Thing<>(
                        "endpoint",
                        id,
                        what,
                        () -> find(serviceId, plan),
                        endpoint -> stores.catalog().insert(tx, endpoint),
                        endpoint -> stores.catalog().update(tx, endpoint)),
                new Endpoint(id, serviceId, plan.region(), plan.face(), plan.url(), on(plan.enabled()), plan.extra()));
    }

    /** What is not said to be disabled is enabled. */
    static boolean on(@Nullable Boolean enabled) {
        return !Boolean.FALSE.equals(enabled);
    }
}
