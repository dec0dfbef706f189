package stratus.placement.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import stratus.placement.app.Inventories;
import stratus.placement.app.Inventories.Stock;
import stratus.placement.domain.Inventory;
import tools.jackson.databind.JsonNode;

/** {@code /resource_providers/{uuid}/inventories}. */
public final class InventoriesApi {
    private final Dates dates;
    private static final long MOST = Integer.MAX_VALUE;
    private static final String GENERATION = "resource_provider_generation";
    private static final Set<String> FIELDS =
            Set.of("total", "reserved", "min_unit", "max_unit", "step_size", "allocation_ratio");

    private final Inventories inventories;

    public InventoriesApi(Inventories inventories, Dates dates) {
        this.dates = dates;
        this.inventories = inventories;
    }

    public void routes(Routes routes) {
        var all = "/resource_providers/{uuid}/inventories";
        var one = all + "/{resource_class}";
        var rule = "placement:resource_providers:inventories:";
        routes.get(all, rule + "list", this::list)
                .post(all, rule + "create", this::create)
                .put(all, rule + "update", this::replace)
                .delete(all, rule + "delete", this::deleteAll)
                .get(one, rule + "show", this::show)
                .put(one, rule + "update", this::update)
                .delete(one, rule + "delete", this::delete);
    }

    private Response list(Request r) {
        r.authorize();
        return all(r, inventories.list(r.path("uuid")));
    }

    private Response show(Request r) {
        r.authorize();
        return one(r, inventories.list(r.path("uuid")), r.path("resource_class"), 200);
    }

    private Response create(Request r) {
        r.authorize();
        var body = r.json();
        var wanted = new TreeSet<>(FIELDS);
        wanted.add("resource_class");
        wanted.add(GENERATION);
        Bodies.only(body, wanted);
        var name = Bodies.text(body, "resource_class");
        var stock = inventories.add(r.caller(), r.path("uuid"), generation(body, false), read(r, name, body));
        return one(r, stock, name, 201)
                .with(
                        "Location",
                        "%s/resource_providers/%s/inventories/%s".formatted(r.baseUrl(), r.path("uuid"), name));
    }

    private Response replace(Request r) {
        r.authorize();
        var body = r.json();
        Bodies.only(body, Set.of("inventories", GENERATION));
        var wanted = new ArrayList<Inventory>();
        var all = Bodies.required(body, "inventories");
        if (!all.isObject()) {
            throw Bodies.schema("'inventories' is not of type 'object'");
        }
        all.forEachEntry((name, fields) -> {
            Bodies.only(fields, FIELDS);
            wanted.add(read(r, name, fields));
        });
        return all(r, inventories.replace(r.caller(), r.path("uuid"), generation(body, true), wanted));
    }

    private Response update(Request r) {
        r.authorize();
        var body = r.json();
        var known = new TreeSet<>(FIELDS);
        known.add(GENERATION);
        Bodies.only(body, known);
        var name = r.path("resource_class");
        return one(
                r,
                inventories.update(r.caller(), r.path("uuid"), generation(body, true), read(r, name, body)),
                name,
                200);
    }

    private Response delete(Request r) {
        r.authorize();
        inventories.delete(r.caller(), r.path("uuid"), r.path("resource_class"));
        return Response.noContent();
    }

    private Response deleteAll(Request r) {
        r.authorize();
        if (!r.version().atLeast(5)) {
            throw new Fault.MethodNotAllowed("The method specified is not allowed for this resource.");
        }
        inventories.deleteAll(r.caller(), r.path("uuid"));
        return Response.noContent();
    }

    private static @Nullable Long generation(JsonNode body, boolean needed) {
        return !needed && !body.has(GENERATION) ? null : Bodies.number(body, GENERATION);
    }

    private static Inventory read(Request r, String name, JsonNode body) {
        var inventory = new Inventory(
                name,
                number(body, "total", 1, -1),
                number(body, "reserved", 0, 0),
                number(body, "min_unit", 1, 1),
                number(body, "max_unit", 1, MOST),
                number(body, "step_size", 1, 1),
                ratio(body));
        long most = r.version().atLeast(26) ? inventory.total() : inventory.total() - 1;
        if (inventory.reserved() > most) {
            throw new Fault.Invalid(
                    "Unable to update inventory for resource provider %s: Invalid inventory for '%s' on resource provider '%s'. The reserved value is greater than%s total."
                            .formatted(
                                    r.path("uuid"),
                                    name,
                                    r.path("uuid"),
                                    r.version().atLeast(26) ? "" : " or equal to"));
        }
        return inventory;
    }

    /** {@code otherwise} below zero: has to be there. */
    private static long number(JsonNode body, String name, long least, long otherwise) {
        if (otherwise >= 0 && !body.has(name)) {
            return otherwise;
        }
        var value = Bodies.number(body, name);
        if (value == null || value < least || value > MOST) {
            throw Bodies.schema("%s is not between %d and %d: '%s'".formatted(value, least, MOST, name));
        }
        return value;
    }

    private static double ratio(JsonNode body) {
        var value = body.get("allocation_ratio");
        if (value == null) {
            return 1.0;
        }
        if (!value.isNumber() || value.doubleValue() <= 0 || value.doubleValue() > 3.40282e+38) {
            throw Bodies.schema("%s is not valid: 'allocation_ratio' is a number over 0".formatted(value));
        }
        return value.doubleValue();
    }

    private Response all(Request r, Stock stock) {
        return dates.of(r, Response.ok(wire(stock)), stock.provider());
    }

    private Response one(Request r, Stock stock, String name, int status) {
        var inventory = stock.inventories().stream()
                .filter(i -> i.resourceClass().equals(name))
                .findFirst()
                .orElseThrow(() -> new Fault.NotFound("No inventory of class %s for %s"
                        .formatted(name, stock.provider().uuid())));
        var wire = wire(inventory);
        wire.put(GENERATION, stock.provider().generation());
        return dates.of(r, Response.of(status, wire), stock.provider());
    }

    private static Map<String, Object> wire(Stock stock) {
        var all = new LinkedHashMap<String, Object>();
        stock.inventories().forEach(i -> all.put(i.resourceClass(), wire(i)));
        return Map.of("inventories", all, GENERATION, stock.provider().generation());
    }

    private static Map<String, Object> wire(Inventory i) {
        var wire = new LinkedHashMap<String, Object>();
        wire.put("total", i.total());
        wire.put("reserved", i.reserved());
        wire.put("min_unit", i.minUnit());
        wire.put("max_unit", i.maxUnit());
        wire.put("step_size", i.stepSize());
        wire.put("allocation_ratio", i.allocationRatio());
        return wire;
    }
}
