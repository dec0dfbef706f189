package stratus.placement.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Microversion;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import stratus.oslo.http.Since;
import stratus.placement.app.Providers;
import stratus.placement.domain.Provider;

/** {@code /resource_providers}. */
public final class ProvidersApi {
    private final Dates dates;
    private final Providers providers;
    private final Demands demands;

    public ProvidersApi(Providers providers, stratus.placement.app.Vocabulary vocabulary, Dates dates) {
        this.dates = dates;
        this.providers = providers;
        this.demands = new Demands(vocabulary);
    }

    public void routes(Routes routes) {
        routes.get("/resource_providers", "placement:resource_providers:list", this::list)
                .post("/resource_providers", "placement:resource_providers:create", this::create)
                .get("/resource_providers/{uuid}", "placement:resource_providers:show", this::show)
                .put("/resource_providers/{uuid}", "placement:resource_providers:update", this::update)
                .delete("/resource_providers/{uuid}", "placement:resource_providers:delete", this::delete);
    }

    record Create(
            String name,
            @Nullable String uuid,
            @Since(14) @Nullable String parentProviderUuid) {
        Create {
            checkName(name);
            if (uuid != null) {
                Bodies.uuid(uuid);
            }
        }
    }

    record Update(String name, @Since(14) @Nullable String parentProviderUuid) {
        Update {
            checkName(name);
        }
    }

    private Response list(Request r) {
        r.authorize();
        Demands.only(r.query(), listParameters(r.version()));
        var query = r.query();
        var found = providers.list(query.get("name"), query.get("uuid"), demands.read(r));
        var body = Map.of(
                "resource_providers",
                found.stream().map(p -> wire(p, r.version())).toList());
        return dates.of(r, Response.ok(body), found);
    }

    private static Set<String> listParameters(Microversion version) {
        var names = new TreeSet<>(Set.of("name", "uuid"));
        if (version.atLeast(3)) {
            names.add("member_of");
        }
        if (version.atLeast(4)) {
            names.add("resources");
        }
        if (version.atLeast(14)) {
            names.add("in_tree");
        }
        if (version.atLeast(18)) {
            names.add("required");
        }
        return names;
    }

    private Response create(Request r) {
        r.authorize();
        var body = r.body(Create.class);
        var made = providers.create(r.caller(), body.uuid(), body.name(), body.parentProviderUuid());
        var where = "/resource_providers/" + made.uuid();
        var answer = r.version().atLeast(20)
                ? dates.of(r, Response.ok(wire(made, r.version())), made)
                : Response.of(201, null);
        return answer.with("Location", r.baseUrl() + where);
    }

    private Response show(Request r) {
        r.authorize();
        var provider = providers.get(r.path("uuid"));
        return dates.of(r, Response.ok(wire(provider, r.version())), provider);
    }

    private Response update(Request r) {
        r.authorize();
        var body = r.body(Update.class);
        var old = providers.get(r.path("uuid"));
        boolean named = r.json().has("parent_provider_uuid");
        var parent = named ? body.parentProviderUuid() : old.parentUuid();
        var after = providers.update(
                r.caller(), old.uuid(), body.name(), parent, r.version().atLeast(37));
        return dates.of(r, Response.ok(wire(after, r.version())), after);
    }

    private Response delete(Request r) {
        r.authorize();
        providers.delete(r.caller(), r.path("uuid"));
        return Response.noContent();
    }

    private static Map<String, @Nullable Object> wire(Provider p, Microversion version) {
        var wire = new LinkedHashMap<String, @Nullable Object>();
        wire.put("uuid", p.uuid());
        wire.put("name", p.name());
        wire.put("generation", p.generation());
        wire.put("links", links(p.uuid(), version));
        if (version.atLeast(14)) {
            wire.put("parent_provider_uuid", p.parentUuid());
            wire.put("root_provider_uuid", p.rootUuid());
        }
        return wire;
    }

    private static List<Map<String, String>> links(String uuid, Microversion version) {
        var rels = new ArrayList<>(List.of("inventories", "usages"));
        if (version.atLeast(1)) {
            rels.add("aggregates");
        }
        if (version.atLeast(6)) {
            rels.add("traits");
        }
        if (version.atLeast(11)) {
            rels.add("allocations");
        }
        var links = new ArrayList<Map<String, String>>();
        var self = "/resource_providers/" + uuid;
        links.add(Map.of("rel", "self", "href", self));
        rels.forEach(rel -> links.add(Map.of("rel", rel, "href", self + "/" + rel)));
        return links;
    }

    private static void checkName(String name) {
        if (name.isEmpty() || name.length() > 200) {
            throw new Fault.Invalid("JSON does not validate: '%s' is not 1 to 200 characters long".formatted(name));
        }
    }
}
