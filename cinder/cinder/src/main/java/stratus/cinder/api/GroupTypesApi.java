package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.GroupTypes;
import stratus.cinder.domain.GroupType;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /group_types} of the Block Storage API, since 3.11. */
public final class GroupTypesApi {
    private static final String PATH = "/group_types/{group_type_id}";
    private static final String RULE = "group:group_types:";
    private static final String SPECS = "group:group_types_specs:";
    private static final Map<String, String> SORT =
            Map.of("id", "id", "name", "name", "is_public", "is_public", "created_at", "created_at");

    private static final Listing<GroupType> LISTING =
            new Listing<>(null, "group_types", "group_type_links", SORT, GroupType::id);

    private final GroupTypes types;

    public GroupTypesApi(GroupTypes types) {
        this.types = types;
    }

    public void routes(Routes routes) {
        routes.token("GET", "/group_types", this::list)
                .post("/group_types", RULE + "create", this::create)
                .token("GET", PATH, this::show)
                .put(PATH, RULE + "update", this::update)
                .delete(PATH, RULE + "delete", this::delete)
                .get(PATH + "/group_specs", SPECS + "get_all", this::specs)
                .post(PATH + "/group_specs", SPECS + "create", this::addSpecs)
                .get(PATH + "/group_specs/{key}", SPECS + "get", this::spec)
                .put(PATH + "/group_specs/{key}", SPECS + "update", this::setSpec)
                .delete(PATH + "/group_specs/{key}", SPECS + "delete", this::deleteSpec);
    }

    private static String id(Request r) {
        Ask.since(r, 11);
        return r.path("group_type_id");
    }

    private Response list(Request r) {
        Ask.since(r, 11);
        var wanted = Ask.viewer(r).admin() ? r.query().get("is_public", "true") : "true";
        Boolean open = wanted.equalsIgnoreCase("none") ? null : (Boolean) Ask.truth("is_public", wanted);
        return Response.ok(LISTING.body(r, page -> types.list(open, page), t -> view(r, t)));
    }

    private static Map<String, @Nullable Object> view(Request r, GroupType type) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("id", type.id());
        body.put("name", type.name());
        body.put("description", type.description());
        body.put("is_public", type.isPublic());
        if (r.allows("group:access_group_types_specs", Map.of())) {
            body.put("group_specs", type.groupSpecs());
        }
        return body;
    }

    private Response create(Request r) {
        r.authorize();
        Ask.since(r, 11);
        var body = Bodies.object(r, "group_type");
        Bodies.only(body, "name", "description", "is_public", "group_specs");
        var open = Bodies.flag(body, "is_public");
        var type = types.create(
                r.caller(),
                Bodies.needed(body, "name").strip(),
                Bodies.text(body, "description"),
                open == null || open,
                Bodies.texts(body, "group_specs"));
        return Response.accepted(Map.of("group_type", view(r, type)));
    }

    private Response show(Request r) {
        var id = id(r);
        if (id.equals("default")) {
            throw new Fault.NotFound("Default group type can not be found.");
        }
        return Response.ok(Map.of("group_type", view(r, types.get(id))));
    }

    private Response update(Request r) {
        r.authorize();
        var id = id(r);
        var body = Bodies.object(r, "group_type");
        Bodies.only(body, "name", "description", "is_public");
        var name = Bodies.text(body, "name");
        var description = Bodies.text(body, "description");
        var open = Bodies.flag(body, "is_public");
        if (name != null && name.isBlank()) {
            throw new Fault.Invalid("Group type name can not be empty.");
        }
        if (name == null && description == null && open == null) {
            throw new Fault.Invalid("Specify group type name, description or a combination thereof.");
        }
        return Response.ok(Map.of("group_type", view(r, types.update(r.caller(), id, name, description, open))));
    }

    private Response delete(Request r) {
        r.authorize();
        types.delete(r.caller(), id(r));
        return Response.accepted();
    }

    private Response specs(Request r) {
        r.authorize();
        return Response.ok(Map.of("group_specs", types.get(id(r)).groupSpecs()));
    }

    private Response addSpecs(Request r) {
        r.authorize();
        var id = id(r);
        var given = named(Bodies.onlyTexts(r, "group_specs"));
        types.specify(r.caller(), id, there -> merged(there, given));
        return Response.accepted(Map.of("group_specs", given));
    }

    private static Map<String, String> merged(Map<String, String> there, Map<String, String> given) {
        var all = new LinkedHashMap<>(there);
        all.putAll(given);
        return all;
    }

    private static Map<String, String> named(Map<String, String> given) {
        for (var key : given.keySet()) {
            if (!key.matches("[a-zA-Z0-9\\-_:.]{1,255}")) {
                throw new Fault.Invalid("Invalid input for field/attribute group_specs. Additional properties are not"
                        + " allowed ('%s' was unexpected)".formatted(key));
            }
        }
        return given;
    }

    private Response spec(Request r) {
        r.authorize();
        var id = id(r);
        var value = types.get(id).groupSpecs().get(r.path("key"));
        if (value == null) {
            throw new Fault.NotFound("Group Type %s has no extra spec with key %s.".formatted(id, r.path("key")));
        }
        return Response.ok(Map.of(r.path("key"), value));
    }

    private Response setSpec(Request r) {
        r.authorize();
        var id = id(r);
        var given = new LinkedHashMap<String, String>();
        var body = r.json();
        body.propertyNames().forEach(name -> given.put(name, Bodies.needed(body, name)));
        if (given.size() != 1 || !given.containsKey(r.path("key"))) {
            throw new Fault.Invalid("Request body and URI mismatch");
        }
        types.specify(r.caller(), id, there -> merged(there, named(given)));
        return Response.ok(given);
    }

    private Response deleteSpec(Request r) {
        r.authorize();
        var id = id(r);
        types.specify(r.caller(), id, there -> {
            var all = new LinkedHashMap<>(there);
            if (all.remove(r.path("key")) == null) {
                throw new Fault.NotFound("Group Type %s has no specs with key %s.".formatted(id, r.path("key")));
            }
            return all;
        });
        return Response.accepted();
    }
}
