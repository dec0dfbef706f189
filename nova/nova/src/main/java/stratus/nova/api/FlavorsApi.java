package stratus.nova.api;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.Flavors;
import stratus.nova.domain.Flavor;
import stratus.nova.domain.FlavorFilter;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Page;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /flavors}. */
public final class FlavorsApi {
    private static final int MOST = 1000;
    private static final Map<String, String> SORTS = Map.of(
            "flavorid", "id",
            "id", "id",
            "name", "name",
            "memory_mb", "memory_mb",
            "root_gb", "disk_gb",
            "vcpus", "vcpus",
            "created_at", "created_at");

    private final Flavors flavors;
    private final InstantSource clock;

    public FlavorsApi(Flavors flavors, InstantSource clock) {
        this.flavors = flavors;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.token("GET", "/flavors", this::list)
                .token("GET", "/flavors/detail", this::detail)
                .token("GET", "/flavors/{flavor_id}", this::show)
                .post("/flavors", "os_compute_api:os-flavor-manage:create", this::create)
                .put("/flavors/{flavor_id}", "os_compute_api:os-flavor-manage:update", this::update)
                .delete("/flavors/{flavor_id}", "os_compute_api:os-flavor-manage:delete", this::delete);
    }

    private Response list(Request request) {
        return page(request, "flavors", FlavorBody.Brief::of);
    }

    private Response detail(Request request) {
        boolean specs = seesSpecs(request);
        return page(request, "flavors/detail", (r, f) -> FlavorBody.Full.of(r, f, specs));
    }

    private Response page(Request request, String collection, BiFunction<Request, Flavor, Record> shape) {
        var page = flavors.list(filter(request));
        var body = new LinkedHashMap<String, Object>();
        body.put(
                "flavors",
                page.items().stream().map(f -> shape.apply(request, f)).toList());
        if (page.more()) {
            body.put(
                    "flavors_links",
                    Links.next(request, collection, page.items().getLast().id()));
        }
        return Response.ok(body);
    }

    /** Everyone sees the public ones and those that their project was let into; an admin may ask for the private ones, or all. */
    private static FlavorFilter filter(Request request) {
        var query = request.query();
        var wanted = wants(query.get("is_public"), request.caller().has("admin"));
        boolean open = Boolean.TRUE.equals(wanted);
        return new FlavorFilter(
                open ? request.caller().projectId() : null,
                open ? null : wanted,
                least(request, "minRam"),
                least(request, "minDisk"),
                new Page.Request(query.get("marker"), Math.min(query.integer("limit", 0, MOST), MOST), sort(request)));
    }

    private static @Nullable Boolean wants(@Nullable String text, boolean admin) {
        if (!admin || text == null) {
            return true;
        }
        if (text.equalsIgnoreCase("none")) {
            return null;
        }
        var value = Values.bool(text);
        if (value == null) {
            throw new Fault.Invalid("Invalid is_public filter [%s]".formatted(text));
        }
        return value;
    }

    private static @Nullable Integer least(Request request, String name) {
        if (!request.query().has(name)) {
            return null;
        }
        try {
            return Integer.valueOf(request.query().get(name, ""));
        } catch (NumberFormatException e) {
            throw new Fault.Invalid(
                    "Invalid %s filter [%s]".formatted(name, request.query().get(name)));
        }
    }

    private static List<Page.Sort> sort(Request request) {
        var key = request.query().get("sort_key", "flavorid");
        var column = SORTS.get(key);
        if (column == null) {
            throw new Fault.Invalid("sort_key", "'%s' is not a key to sort by".formatted(key));
        }
        boolean descending = request.query().get("sort_dir", "asc").equals("desc");
        return column.equals("id") && !descending ? List.of() : List.of(new Page.Sort(column, descending));
    }

    private Response show(Request request) {
        var flavor = flavors.get(request.caller(), request.path("flavor_id"));
        return Response.ok(Links.body("flavor", FlavorBody.Full.of(request, flavor, seesSpecs(request))));
    }

    private Response create(Request request) {
        request.authorize();
        var given = request.body(FlavorBody.Create.class).flavor().toFlavor(clock.instant());
        var flavor = flavors.create(request.caller(), given);
        return Response.ok(Links.body("flavor", FlavorBody.Full.of(request, flavor, seesSpecs(request))));
    }

    private Response update(Request request) {
        request.authorize();
        if (!request.version().atLeast(55)) {
            throw new Fault.NotFound("The resource could not be found.");
        }
        var description = request.body(FlavorBody.Update.class).flavor().description();
        var flavor = flavors.describe(request.caller(), request.path("flavor_id"), description);
        return Response.ok(Links.body("flavor", FlavorBody.Full.of(request, flavor, seesSpecs(request))));
    }

    private Response delete(Request request) {
        request.authorize();
        flavors.delete(request.caller(), request.path("flavor_id"));
        return Response.accepted();
    }

    private static boolean seesSpecs(Request request) {
        var project = request.caller().project();
        return request.allows(
                "os_compute_api:os-flavor-extra-specs:index",
                Map.of("project_id", project == null ? "" : project.id()));
    }
}
