package stratus.neutron.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import stratus.neutron.app.Resources;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** The tags of one kind of resource. */
final class TagsApi {
    private final Resources resources;
    private final Kind kind;
    private final View view;

    TagsApi(Resources resources, Kind kind, View view) {
        this.resources = resources;
        this.kind = kind;
        this.view = view;
    }

    void routes(Routes routes) {
        var path = "/" + kind.path() + "/{id}/tags";
        routes.get(path, "get_" + kind.name(), this::list)
                .put(path, "update_" + kind.name(), this::replace)
                .delete(path, "update_" + kind.name(), r -> set(r, authorized(r), List.of()))
                .get(path + "/{tag}", "get_" + kind.name(), this::show)
                .put(path + "/{tag}", "update_" + kind.name(), this::add)
                .delete(path + "/{tag}", "update_" + kind.name(), this::remove);
    }

    private Resource authorized(Request r) {
        var found = view.find(r, kind, r.path("id"));
        r.authorize(view.target(kind, found));
        return found;
    }

    private Response list(Request r) {
        return Response.ok(Map.of("tags", authorized(r).texts("tags")));
    }

    private Response replace(Request r) {
        var found = authorized(r);
        var tags = new Resource((tools.jackson.databind.node.ObjectNode) r.json()).texts("tags");
        tags.forEach(TagsApi::check);
        var distinct = tags.stream().distinct().toList();
        resources.tag(r.caller(), kind, found.id(), distinct);
        return Response.ok(Map.of("tags", distinct));
    }

    private Response set(Request r, Resource found, List<String> tags) {
        resources.tag(r.caller(), kind, found.id(), tags);
        return Response.noContent();
    }

    private Response show(Request r) {
        require(authorized(r), r.path("tag"));
        return Response.noContent();
    }

    private Response add(Request r) {
        var found = authorized(r);
        check(r.path("tag"));
        var tags = new ArrayList<>(found.texts("tags"));
        if (!tags.contains(r.path("tag"))) {
            tags.add(r.path("tag"));
            resources.tag(r.caller(), kind, found.id(), tags);
        }
        return Response.of(201, null);
    }

    private Response remove(Request r) {
        var found = authorized(r);
        require(found, r.path("tag"));
        var tags = new ArrayList<>(found.texts("tags"));
        tags.remove(r.path("tag"));
        return set(r, found, tags);
    }

    private static void require(Resource found, String tag) {
        if (!found.texts("tags").contains(tag)) {
            throw Fault.coded("TagNotFound", new Fault.NotFound("Tag %s could not be found.".formatted(tag)));
        }
    }

    private static void check(String tag) {
        if (tag.isEmpty() || tag.length() > 255) {
            throw Refusals.invalid("tags", "'%s' exceeds maximum length of 255".formatted(tag));
        }
    }
}
