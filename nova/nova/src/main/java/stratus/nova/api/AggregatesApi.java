package stratus.nova.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.Aggregates;
import stratus.nova.domain.Aggregate;
import stratus.oslo.base.Fault;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import stratus.oslo.http.Since;
import tools.jackson.databind.JsonNode;

/** {@code /os-aggregates}. */
public final class AggregatesApi {
    private static final String RULE = "os_compute_api:os-aggregates:";

    private final Aggregates aggregates;

    public AggregatesApi(Aggregates aggregates) {
        this.aggregates = aggregates;
    }

    public void routes(Routes routes) {
        routes.get("/os-aggregates", RULE + "index", this::list)
                .post("/os-aggregates", RULE + "create", this::create)
                .get("/os-aggregates/{id}", RULE + "show", this::show)
                .put("/os-aggregates/{id}", RULE + "update", this::update)
                .delete("/os-aggregates/{id}", RULE + "delete", this::delete)
                .token("POST", "/os-aggregates/{id}/action", this::action);
    }

    record Create(New aggregate) {}

    record New(String name, @Nullable String availabilityZone) {
        New {
            Values.name("name", name);
            zone(availabilityZone);
        }
    }

    record Update(Change aggregate) {}

    record Change(@Nullable String name, @Nullable String availabilityZone) {
        Change {
            if (name == null && availabilityZone == null) {
                throw new Fault.Invalid("aggregate", "{} does not have enough properties");
            }
            if (name != null) {
                Values.name("name", name);
            }
            zone(availabilityZone);
        }
    }

    private static void zone(@Nullable String zone) {
        if (zone != null && (zone.isBlank() || zone.length() > 255 || zone.contains(":"))) {
            throw new Fault.Invalid("availability_zone", "'%s' is not the name of a zone".formatted(zone));
        }
    }

    record Body(
            long id,
            String name,
            @Since(41) String uuid,
            @Nullable String availabilityZone,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> hosts,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> metadata,

            String createdAt,
            @Nullable String updatedAt,
            boolean deleted,
            @Nullable String deletedAt) {
        static Body of(Aggregate a) {
            return of(a, a.hosts(), a.metadata());
        }

        static Body of(Aggregate a, @Nullable List<String> hosts, @Nullable Map<String, String> metadata) {
            var updated = a.updatedAt();
            return new Body(
                    a.number(),
                    a.name(),
                    a.id().toString(),
                    a.zone(),
                    hosts,
                    metadata,
                    TimeFormat.MICROS.write(a.createdAt()),
                    updated == null ? null : TimeFormat.MICROS.write(updated),
                    false,
                    null);
        }
    }

    private static Response answer(Aggregate aggregate) {
        return Response.ok(Map.of("aggregate", Body.of(aggregate)));
    }

    private Response list(Request request) {
        request.authorize();
        return Response.ok(
                Map.of("aggregates", aggregates.list().stream().map(Body::of).toList()));
    }

    /** The answer has neither hosts nor metadata, as upstream's. */
    private Response create(Request request) {
        request.authorize();
        var asked = request.body(Create.class).aggregate();
        var made = aggregates.create(request.caller(), asked.name(), asked.availabilityZone());
        return Response.ok(Map.of("aggregate", Body.of(made, null, null)));
    }

    private Response show(Request request) {
        request.authorize();
        return answer(aggregates.get(number(request)));
    }

    private Response update(Request request) {
        request.authorize();
        var asked = request.body(Update.class).aggregate();
        var zone = asked.availabilityZone();
        Map<String, @Nullable String> metadata = zone == null ? Map.of() : Map.of(Aggregate.ZONE, zone);
        return answer(aggregates.update(request.caller(), number(request), asked.name(), metadata));
    }

    private Response delete(Request request) {
        request.authorize();
        aggregates.delete(request.caller(), number(request));
        return Response.of(200, null);
    }

    private Response action(Request request) {
        var body = request.json();
        if (body.size() != 1) {
            throw new Fault.Invalid("There is no such action: " + body.propertyNames());
        }
        var name = body.propertyNames().iterator().next();
        var given = body.path(name);
        return switch (name) {
            case "add_host" -> {
                request.require(RULE + "add_host", Map.of());
                yield answer(aggregates.addHost(request.caller(), number(request), host(given)));
            }
            case "remove_host" -> {
                request.require(RULE + "remove_host", Map.of());
                yield answer(aggregates.removeHost(request.caller(), number(request), host(given)));
            }
            case "set_metadata" -> {
                request.require(RULE + "set_metadata", Map.of());
                yield answer(
                        aggregates.update(request.caller(), number(request), null, metadata(given.path("metadata"))));
            }
            default -> throw new Fault.Invalid("There is no such action: " + name);
        };
    }

    private static String host(JsonNode given) {
        if (!given.path("host").isString()) {
            throw new Fault.Invalid("host", "'host' is a required property");
        }
        return given.path("host").stringValue();
    }

    private static Map<String, @Nullable String> metadata(JsonNode given) {
        if (!given.isObject()) {
            throw new Fault.Invalid("metadata", "'metadata' is a required property");
        }
        var metadata = new HashMap<String, @Nullable String>();
        given.forEachEntry((key, value) -> {
            if (!value.isNull() && !value.isString()) {
                throw new Fault.Invalid("metadata", "%s is not of type 'string', 'null'".formatted(value));
            }
            metadata.put(key, value.isNull() ? null : value.stringValue());
        });
        return metadata;
    }

    private static long number(Request request) {
        try {
            return Long.parseLong(request.path("id"));
        } catch (NumberFormatException e) {
            throw new Fault.Invalid("Invalid value for aggregate id: " + request.path("id"));
        }
    }
}
