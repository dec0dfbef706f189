package stratus.neutron.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.neutron.app.Resources;
import stratus.neutron.app.Rules;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** List, create, show, update and delete of one kind of resource, and its tags. */
public final class ResourceApi {
    private final Resources resources;
    private final Rules rules;
    private final Kind kind;
    private final View view;

    public ResourceApi(Resources resources, Rules rules, View view) {
        this.resources = resources;
        this.rules = rules;
        this.kind = rules.kind();
        this.view = view;
    }

    /** All operations but update and tags, for what is made anew instead. */
    public void routesWithoutUpdate(Routes routes) {
        var path = "/" + kind.path();
        var one = path + "/{id}";
        routes.token("GET", path, this::list)
                .get(one, "get_" + kind.name(), this::show)
                .post(path, "create_" + kind.name(), this::create)
                .delete(one, "delete_" + kind.name(), this::delete);
    }

    /** All operations but create, for what makes itself, and tags. */
    public void routesWithoutCreate(Routes routes) {
        var path = "/" + kind.path();
        var one = path + "/{id}";
        routes.token("GET", path, this::list)
                .get(one, "get_" + kind.name(), this::show)
                .put(one, "update_" + kind.name(), this::update)
                .delete(one, "delete_" + kind.name(), this::delete);
    }

    public void routesWithoutTags(Routes routes) {
        routesWithoutCreate(routes);
        routes.post("/" + kind.path(), "create_" + kind.name(), this::create);
    }

    public void routes(Routes routes) {
        routesWithoutTags(routes);
        new TagsApi(resources, kind, view).routes(routes);
    }

    /** Anybody may ask; each sees what the rule lets them. */
    private Response list(Request r) {
        var page = Listing.of(kind, r.query());
        rules.beforeList(resources, r.caller());
        var found = resources.list(r.caller(), kind, page.columns()).stream()
                .map(one -> view.now(kind, one))
                .filter(page::matches)
                .toList();
        var around = view.around(r, kind, found);
        var visible =
                found.stream().filter(one -> view.visible(r, kind, one, around)).toList();
        return Response.ok(page.answer(r, kind, visible, one -> view.of(r, kind, one, around)));
    }

    private Response show(Request r) {
        var found = view.find(r, kind, r.path("id"));
        r.authorize(view.target(r, kind, found));
        var shown = Listing.only(view.of(r, kind, found), Set.copyOf(r.query().all("fields")));
        return Response.ok(Map.of(kind.name(), shown));
    }

    private Response create(Request r) {
        var body = r.json();
        if (body.has(kind.collection()) && body.path(kind.collection()).isArray()) {
            var made = create(r, each(new Resource(object(body)).items(kind.collection())));
            return Response.created(Map.of(kind.collection(), made));
        }
        return Response.created(
                Map.of(kind.name(), create(r, List.of(sent(body))).getFirst()));
    }

    /** Each may be wrapped in its kind's name, or not. */
    private List<Resource> each(List<Resource> items) {
        return items.stream()
                .map(i -> i.get(kind.name()).isObject() ? new Resource(object(i.get(kind.name()))) : i)
                .toList();
    }

    private List<Resource> create(Request r, List<Resource> sent) {
        if (sent.isEmpty()) {
            throw Refusals.badRequest("Resource body required");
        }
        var wanted = new ArrayList<Resource>();
        for (var one : sent) {
            wanted.add(kind.forPost(one).with("project_id", project(r, one)));
        }
        authorize(r, sent, wanted);
        var made = resources.create(r.caller(), rules, wanted);
        var around = view.around(r, kind, made);
        return made.stream().map(m -> view.of(r, kind, m, around)).toList();
    }

    private void authorize(Request r, List<Resource> sent, List<Resource> wanted) {
        var around = view.around(r, kind, wanted);
        for (int i = 0; i < wanted.size(); i++) {
            View.requireParents(wanted.get(i), around);
            var target = View.target(wanted.get(i), around);
            r.authorize(target);
            view.requireEach(r, "create_" + kind.name(), kind, sent.get(i), target);
        }
    }

    private String project(Request r, Resource sent) {
        var own = r.caller().project();
        if (sent.given("project_id")
                && sent.given("tenant_id")
                && !sent.text("project_id").equals(sent.text("tenant_id"))) {
            throw Refusals.badRequest("'project_id' and 'tenant_id' do not match");
        }
        var asked = sent.given("project_id") ? sent.orNull("project_id") : sent.orNull("tenant_id");
        if (asked == null) {
            return own == null ? "" : own.id();
        }
        if (!resources.admin(r.caller()) && (own == null || !own.id().equals(asked))) {
            throw Refusals.badRequest(
                    "Specifying 'project_id' or 'tenant_id' other than the authenticated project in request requires admin privileges");
        }
        return asked;
    }

    private Response update(Request r) {
        var changes = kind.forPut(sent(r.json()));
        var found = view.find(r, kind, r.path("id"));
        var target = view.target(r, kind, found.merge(changes).with("project_id", found.projectId()));
        orHidden(r, found, () -> {
            r.authorize(target);
            view.requireEach(r, "update_" + kind.name(), kind, changes, target);
        });
        var updated = resources.update(r.caller(), rules, found.id(), changes, revision(r));
        return Response.ok(Map.of(kind.name(), view.of(r, kind, updated)));
    }

    /** As upstream: who may not change what is another project's is told that it is not there. */
    static void orHidden(Request r, Resource found, Runnable check) {
        try {
            check.run();
        } catch (Fault.Forbidden refused) {
            var own = r.caller().project();
            throw own != null && own.id().equals(found.projectId()) ? refused : Refusals.hidden();
        }
    }

    private static @Nullable Integer revision(Request r) {
        var match = r.header("If-Match");
        if (match == null || !match.startsWith("revision_number=")) {
            return null;
        }
        return Integer.valueOf(match.substring("revision_number=".length()));
    }

    private Response delete(Request r) {
        var found = view.find(r, kind, r.path("id"));
        orHidden(r, found, () -> r.authorize(view.target(r, kind, found)));
        resources.delete(r.caller(), rules, found.id());
        return Response.noContent();
    }

    private Resource sent(tools.jackson.databind.JsonNode body) {
        if (!body.path(kind.name()).isObject()) {
            throw Refusals.badRequest("Unable to find '%s' in request body".formatted(kind.name()));
        }
        return new Resource(object(body.path(kind.name())));
    }

    private static tools.jackson.databind.node.ObjectNode object(tools.jackson.databind.JsonNode node) {
        return (tools.jackson.databind.node.ObjectNode) node;
    }
}
