package stratus.neutron.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stratus.neutron.app.Resources;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Python;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** The tags of one kind of resource. */
final class TagsApi {
    private static final int MOST = 50;

    private final Resources resources;
    private final Kind kind;
    private final View view;

    TagsApi(Resources resources, Kind kind, View view) {
        this.resources = resources;
        this.kind = kind;
        this.view = view;
    }

    void routes(Routes routes) {
        // upstream has no area before these
        var path = "/" + kind.collection().replace('_', '-') + "/{id}/tags";
        var rule = "_" + kind.name() + ":tags";
        routes.get(path, "get" + rule, this::list)
                .post(path, "create" + rule, this::create)
                .put(path, "update" + rule, this::replace)
                .delete(path, "delete" + rule, r -> set(r, authorized(r), List.of()))
                .get(path + "/{tag}", "get" + rule, this::show)
                .put(path + "/{tag}", "update" + rule, this::add)
                .delete(path + "/{tag}", "delete" + rule, this::remove);
    }

    private Resource authorized(Request r) {
        var found = view.find(r, kind, r.path("id"));
        r.authorize(view.target(r, kind, found));
        return found;
    }

    private Response list(Request r) {
        return Response.ok(Map.of("tags", authorized(r).texts("tags")));
    }

    private Response replace(Request r) {
        var found = authorized(r);
        var tags = said(r);
        limit(tags);
        resources.tag(r.caller(), kind, found.id(), tags);
        return Response.ok(Map.of("tags", tags));
    }

    private Response create(Request r) {
        var found = authorized(r);
        var all = new LinkedHashSet<>(found.texts("tags"));
        all.addAll(said(r));
        limit(all);
        resources.tag(r.caller(), kind, found.id(), List.copyOf(all));
        return Response.created(Map.of("tags", all));
    }

    private static List<String> said(Request r) {
        var said = r.json().path("tags");
        if (said.isMissingNode()) {
            throw Refusals.input("Invalid tags body");
        }
        if (!said.isArray()) {
            throw Refusals.input("'%s' is not a list".formatted(Python.str(said)));
        }
        var tags = new ArrayList<String>();
        for (var tag : said) {
            if (!tag.isString()) {
                throw Refusals.input("'%s' is not a valid string".formatted(Python.str(tag)));
            }
            check(tag.stringValue());
            tags.add(tag.stringValue());
        }
        if (Set.copyOf(tags).size() < tags.size()) {
            throw Refusals.input("Duplicate items in the list: '%s'".formatted(String.join(", ", tags)));
        }
        return tags;
    }

    private void limit(Collection<String> tags) {
        if (tags.size() > MOST) {
            throw Refusals.bad(
                    "BadRequest",
                    "Bad %s request: The number of tags exceed the per-resource limit of %d."
                            .formatted(kind.collection(), MOST));
        }
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
            limit(tags);
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
        if (tag.length() > 255) {
            throw Refusals.input("'%s' exceeds maximum length of 255".formatted(tag));
        }
    }
}
