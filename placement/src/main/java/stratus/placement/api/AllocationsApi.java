package stratus.placement.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import stratus.placement.app.Allocations;
import stratus.placement.app.Providers;

/** {@code /allocations}, and those of one provider. */
public final class AllocationsApi {
    private final Dates dates;
    private final Allocations allocations;
    private final Providers providers;

    public AllocationsApi(Allocations allocations, Providers providers, Dates dates) {
        this.dates = dates;
        this.allocations = allocations;
        this.providers = providers;
    }

    public void routes(Routes routes) {
        routes.post("/allocations", "placement:allocations:manage", this::manage)
                .get("/allocations/{consumer}", "placement:allocations:list", this::show)
                .put("/allocations/{consumer}", "placement:allocations:update", this::put)
                .delete("/allocations/{consumer}", "placement:allocations:delete", this::delete)
                .get(
                        "/resource_providers/{uuid}/allocations",
                        "placement:resource_providers:allocations:list",
                        this::ofProvider)
                .post("/reshaper", "placement:reshaper:reshape", this::reshape);
    }

    private Response manage(Request r) {
        r.authorize();
        Versions.since(r, 13);
        allocations.claim(r.caller(), ClaimReader.many(r.json(), r.version()));
        return Response.noContent();
    }

    private Response put(Request r) {
        r.authorize();
        allocations.claim(r.caller(), List.of(ClaimReader.one(r.path("consumer"), r.json(), r.version())));
        return Response.noContent();
    }

    private Response delete(Request r) {
        r.authorize();
        allocations.release(r.caller(), r.path("consumer"));
        return Response.noContent();
    }

    private Response show(Request r) {
        r.authorize();
        var holding = allocations.of(r.path("consumer"));
        var byProvider = new LinkedHashMap<String, Map<String, Object>>();
        var amounts = new LinkedHashMap<String, Map<String, Long>>();
        holding.allocations().forEach(a -> {
            var resources = amounts.computeIfAbsent(a.providerUuid(), _ -> new TreeMap<>());
            resources.put(a.resourceClass(), a.used());
            byProvider.put(a.providerUuid(), Map.of("generation", a.generation(), "resources", resources));
        });
        var wire = new LinkedHashMap<String, Object>();
        wire.put("allocations", byProvider);
        holding.consumer().filter(_ -> r.version().atLeast(12)).ifPresent(c -> {
            wire.put("project_id", c.projectId());
            wire.put("user_id", c.userId());
            if (r.version().atLeast(28)) {
                wire.put("consumer_generation", c.generation());
            }
            if (r.version().atLeast(38)) {
                wire.put("consumer_type", c.consumerType() == null ? "unknown" : c.consumerType());
            }
        });
        return dates.now(r, Response.ok(wire));
    }

    private Response ofProvider(Request r) {
        r.authorize();
        var provider = providers.get(r.path("uuid"));
        var amounts = new TreeMap<String, Map<String, Long>>();
        allocations
                .at(provider.uuid())
                .forEach(a -> amounts.computeIfAbsent(a.consumerUuid(), _ -> new TreeMap<>())
                        .put(a.resourceClass(), a.used()));
        var byConsumer = new LinkedHashMap<String, Object>();
        amounts.forEach((consumer, resources) -> byConsumer.put(consumer, Map.of("resources", resources)));
        var wire = Map.of("allocations", byConsumer, "resource_provider_generation", provider.generation());
        return dates.of(r, Response.ok(wire), provider);
    }

    private Response reshape(Request r) {
        r.authorize();
        throw new Fault.NotImplemented("Moving allocations between providers in one step is not supported here.");
    }
}
