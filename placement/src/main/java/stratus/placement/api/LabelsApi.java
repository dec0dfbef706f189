package stratus.placement.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import stratus.placement.app.Labels;
import stratus.placement.app.Labels.Labelled;
import stratus.placement.domain.Label;
import tools.jackson.databind.JsonNode;

/** A provider's {@code aggregates} and {@code traits}. */
public final class LabelsApi {
    private final Dates dates;
    private static final String GENERATION = "resource_provider_generation";

    private final Labels labels;

    public LabelsApi(Labels labels, Dates dates) {
        this.dates = dates;
        this.labels = labels;
    }

    public void routes(Routes routes) {
        var aggregates = "/resource_providers/{uuid}/aggregates";
        var traits = "/resource_providers/{uuid}/traits";
        var rule = "placement:resource_providers:";
        routes.get(aggregates, rule + "aggregates:list", this::listAggregates)
                .put(aggregates, rule + "aggregates:update", this::putAggregates)
                .get(traits, rule + "traits:list", this::listTraits)
                .put(traits, rule + "traits:update", this::putTraits)
                .delete(traits, rule + "traits:delete", this::deleteTraits);
    }

    private Response listAggregates(Request r) {
        r.authorize();
        Versions.since(r, 1);
        return aggregates(r, labels.list(Label.AGGREGATE, r.path("uuid")));
    }

    private Response putAggregates(Request r) {
        r.authorize();
        Versions.since(r, 1);
        var body = r.json();
        @Nullable Long generation = null;
        if (r.version().atLeast(19)) {
            Bodies.only(body, Set.of("aggregates", GENERATION));
            generation = Bodies.number(body, GENERATION);
            body = Bodies.required(body, "aggregates");
        }
        var names = strings(body);
        names.forEach(Bodies::uuid);
        return aggregates(r, labels.replace(r.caller(), Label.AGGREGATE, r.path("uuid"), generation, names));
    }

    private Response aggregates(Request r, Labelled after) {
        var wire = new LinkedHashMap<String, Object>(Map.of("aggregates", after.names()));
        if (r.version().atLeast(19)) {
            wire.put(GENERATION, after.provider().generation());
        }
        return dates.of(r, Response.ok(wire), after.provider());
    }

    private Response listTraits(Request r) {
        r.authorize();
        Versions.since(r, 6);
        return traits(r, labels.list(Label.TRAIT, r.path("uuid")));
    }

    private Response putTraits(Request r) {
        r.authorize();
        Versions.since(r, 6);
        var body = r.json();
        Bodies.only(body, Set.of("traits", GENERATION));
        var names = strings(Bodies.required(body, "traits"));
        return traits(
                r, labels.replace(r.caller(), Label.TRAIT, r.path("uuid"), Bodies.number(body, GENERATION), names));
    }

    private Response deleteTraits(Request r) {
        r.authorize();
        Versions.since(r, 6);
        labels.replace(r.caller(), Label.TRAIT, r.path("uuid"), null, List.of());
        return Response.noContent();
    }

    private Response traits(Request r, Labelled after) {
        var wire = Map.of("traits", after.names(), GENERATION, after.provider().generation());
        return dates.of(r, Response.ok(wire), after.provider());
    }

    private static List<String> strings(JsonNode array) {
        if (!array.isArray()) {
            throw Bodies.schema("%s is not of type 'array'".formatted(array));
        }
        var all = new ArrayList<String>();
        for (var one : array) {
            if (!one.isString()) {
                throw Bodies.schema("%s is not of type 'string'".formatted(one));
            }
            all.add(one.stringValue());
        }
        if (Set.copyOf(all).size() != all.size()) {
            throw Bodies.schema("%s has non-unique elements".formatted(array));
        }
        return all;
    }
}
