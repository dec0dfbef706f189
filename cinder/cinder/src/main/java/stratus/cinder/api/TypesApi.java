package stratus.cinder.api;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.Types;
import stratus.cinder.domain.TypeFilter;
import stratus.cinder.domain.VolumeType;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Page;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /types} of the Block Storage API. */
public final class TypesApi {
    private static final Map<String, String> SORT =
            Map.of("id", "id", "name", "name", "is_public", "is_public", "created_at", "created_at");
    private static final Listing<VolumeType> LISTING =
            new Listing<>(Filters.TYPES, "volume_types", "volume_type_links", SORT, VolumeType::id);

    private final Types types;

    public TypesApi(Types types) {
        this.types = types;
    }

    public void routes(Routes routes) {
        routes.get("/types", "volume_extension:type_get_all", this::list)
                .post("/types", "volume_extension:type_create", this::create)
                .get("/types/{type_id}", "volume_extension:type_get", this::show)
                .put("/types/{type_id}", "volume_extension:type_update", this::update)
                .delete("/types/{type_id}", "volume_extension:type_delete", this::delete);
    }

    private Response list(Request r) {
        r.authorize();
        var filter = filter(r);
        boolean hidden = !TypeView.shows(r, filter.specs().keySet()); // nobody finds out by filters what is not shown
        return Response.ok(LISTING.body(
                r, page -> hidden ? new Page<>(List.of(), false) : types.list(filter, page), t -> TypeView.of(r, t)));
    }

    private static TypeFilter filter(Request r) {
        var wanted = Ask.viewer(r).admin() ? r.query().get("is_public", "true") : "true";
        return new TypeFilter(
                wanted.equalsIgnoreCase("none") ? null : (Boolean) Ask.truth("is_public", wanted),
                r.caller().projectId(),
                r.version().atLeast(52) ? VolumeQuery.metadata(r.query().get("extra_specs")) : Map.of());
    }

    private Response create(Request r) {
        r.authorize();
        var body = Bodies.object(r, "volume_type");
        Bodies.only(body, "name", "description", "extra_specs", "os-volume-type-access:is_public");
        var open = Bodies.flag(body, "os-volume-type-access:is_public");
        var type = types.create(
                r.caller(),
                new VolumeType(
                        UUID.randomUUID().toString(),
                        Bodies.needed(body, "name"),
                        Bodies.text(body, "description"),
                        open == null || open,
                        Bodies.texts(body, "extra_specs"),
                        null,
                        types.now(),
                        null));
        return Response.ok(Map.of("volume_type", TypeView.made(r, type)));
    }

    private Response show(Request r) {
        r.authorize();
        var key = r.path("type_id");
        var type = key.equals("default") ? types.defaultOf(r.caller().projectId()) : types.get(Ask.viewer(r), key);
        return Response.ok(Map.of("volume_type", TypeView.of(r, type)));
    }

    private Response update(Request r) {
        r.authorize();
        var type = types.get(Ask.viewer(r), r.path("type_id"));
        var body = Bodies.object(r, "volume_type");
        Bodies.only(body, "name", "description", "is_public");
        var open = Bodies.flag(body, "is_public");
        if (Bodies.text(body, "name") == null && !body.has("description") && open == null) {
            throw new Fault.Invalid("Specify volume type name, description, is_public or a combination thereof.");
        }
        var after = types.update(
                r.caller(),
                new VolumeType(
                        type.id(),
                        name(Bodies.text(body, "name"), type.name()),
                        body.has("description") ? Bodies.text(body, "description") : type.description(),
                        open == null ? type.isPublic() : open,
                        type.extraSpecs(),
                        type.qosSpecsId(),
                        type.createdAt(),
                        types.now()));
        return Response.ok(Map.of("volume_type", TypeView.updated(r, after)));
    }

    private static String name(@Nullable String asked, String old) {
        if (asked == null) {
            return old;
        }
        if (asked.isBlank()) {
            throw new Fault.Invalid("Volume type name can not be empty.");
        }
        return asked.strip();
    }

    private Response delete(Request r) {
        r.authorize();
        types.delete(r.caller(), types.get(Ask.viewer(r), r.path("type_id")));
        return Response.accepted();
    }
}
