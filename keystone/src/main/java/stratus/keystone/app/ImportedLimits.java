package stratus.keystone.app;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Settlement.Thing;
import stratus.keystone.domain.Blueprint;
import stratus.keystone.domain.Blueprint.LimitPlan;
import stratus.keystone.domain.Blueprint.RegisteredLimitPlan;
import stratus.keystone.domain.Blueprint.ServiceName;
import stratus.keystone.domain.Limit;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.RegisteredLimit;
import stratus.keystone.domain.Service;
import stratus.oslo.db.Tx;

/** A blueprint's registered limits, and the limits in their place. */
final class ImportedLimits {
    private final Stores stores;
    private final Settlement settlement;
    private final Tx tx;

    ImportedLimits(Stores stores, Settlement settlement) {
        this.stores = stores;
        this.settlement = settlement;
        this.tx = settlement.tx;
    }

    void settle(Blueprint blueprint) {
        blueprint.registeredLimits().forEach(this::registered);
        blueprint.limits().forEach(this::limit);
    }

    private Optional<String> service(ServiceName name, String by) {
        var found = stores.catalog().services(tx).stream()
                .filter(s -> s.type().equals(name.type()) && s.name().equals(name.name()))
                .map(Service::id)
                .findFirst();
        return settlement.found(found, "service %s (%s)".formatted(name.name(), name.type()), by);
    }

    private void registered(RegisteredLimitPlan plan) {
        var what = "registered limit of %s of %s"
                .formatted(plan.resource(), plan.service().name());
        var region = Objects.requireNonNullElse(plan.region(), "");
        if (!region.isEmpty() && stores.catalog().region(tx, region).isEmpty()) {
            settlement.object("%s: there is no region %s".formatted(what, region));
            return;
        }
        service(plan.service(), what).ifPresent(service -> registered(plan, what, service, region));
    }

    private void registered(RegisteredLimitPlan plan, String what, String service, String region) {
        var there = stores.limits().registered(tx, service, region, plan.resource());
        var id = settlement.id(
                what,
                plan.id(),
                there.map(RegisteredLimit::id).orElse(null),
                taken -> stores.limits().registered(tx, taken).isPresent());
        var description = either(plan.description(), there.map(RegisteredLimit::description));
        settlement.settle(
                new Thing<>(
                        "registered_limit",
                        id,
                        what,
                        () -> stores.limits().registered(tx, service, region, plan.resource()),
                        limit -> stores.limits().insert(tx, limit),
                        limit -> stores.limits().update(tx, limit)),
                new RegisteredLimit(id, service, region, plan.resource(), plan.defaultLimit(), description));
    }

    private static @Nullable String either(@Nullable String said, Optional<String> there) {
        return said == null ? there.orElse(null) : said;
    }

    private void limit(LimitPlan plan) {
        var what = "limit of %s of %s".formatted(plan.resource(), plan.service().name());
        var target = settlement.found(target(plan), "project or domain that it names", what);
        var registered = service(plan.service(), what)
                .flatMap(s -> settlement.found(
                        stores.limits()
                                .registered(tx, s, Objects.requireNonNullElse(plan.region(), ""), plan.resource()),
                        "registered limit",
                        what));
        if (target.isPresent() && registered.isPresent()) {
            limit(plan, what, registered.get().id(), target.get().id());
        }
    }

    private Optional<Project> target(LimitPlan plan) {
        var name = plan.project();
        if (name == null || name.domain() == null) {
            var domain = plan.domain();
            return domain == null ? Optional.empty() : stores.projects().named(tx, Project.NO_DOMAIN, domain);
        }
        return stores.projects()
                .named(tx, Project.NO_DOMAIN, name.domain())
                .flatMap(d -> stores.projects().named(tx, d.id(), name.name()));
    }

    private Optional<Limit> find(String registered, String target) {
        return stores.limits().of(tx, registered).stream()
                .filter(l -> l.targetId().equals(target))
                .findFirst();
    }

    private void limit(LimitPlan plan, String what, String registered, String target) {
        var there = find(registered, target);
        var id = settlement.id(
                what,
                plan.id(),
                there.map(Limit::id).orElse(null),
                taken -> stores.limits().find(tx, taken).isPresent());
        settlement.settle(
                new Thing<>(
                        "limit",
                        id,
                        what,
                        () -> find(registered, target),
                        limit -> stores.limits().insert(tx, limit),
                        limit -> stores.limits().update(tx, limit)),
                new Limit(
                        id,
                        registered,
                        target,
                        plan.limit(),
                        either(plan.description(), there.map(Limit::description))));
    }
}
