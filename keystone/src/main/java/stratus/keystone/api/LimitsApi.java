package stratus.keystone.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Limits;
import stratus.keystone.app.Limits.Entry;
import stratus.keystone.domain.Limit;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/limits}: what projects and domains have in place of the defaults. */
public final class LimitsApi {
    private final Limits limits;

    public LimitsApi(Limits limits) {
        this.limits = limits;
    }

    public void routes(Routes routes) {
        routes.get("/limits/model", "identity:get_limit_model", this::model)
                .get("/limits", "identity:list_limits", this::list)
                .post("/limits", "identity:create_limits", this::create)
                .get("/limits/{limit_id}", "identity:get_limit", this::show)
                .patch("/limits/{limit_id}", "identity:update_limit", this::update)
                .delete("/limits/{limit_id}", "identity:delete_limit", this::delete);
    }

    private Response model(Request r) {
        r.authorize();
        var model = limits.model();
        return Response.ok(Map.of("model", Map.of("name", model.word(), "description", model.description())));
    }

    private Response list(Request r) {
        r.authorize();
        var found = limits.list().stream()
                .filter(e -> sees(r, e))
                .map(e -> view(r, e))
                .toList();
        return Listing.of(
                r, "limits", found, Set.of("service_id", "region_id", "resource_name", "project_id", "domain_id"));
    }

    private static boolean sees(Request r, Entry e) {
        var caller = r.caller();
        if (caller.system()
                || caller.roles().contains("admin")
                || caller.roles().contains("service")) {
            return true;
        }
        var domain = caller.domain();
        var project = caller.project();
        if (domain != null) {
            return e.target().id().equals(domain.value())
                    || e.target().domainId().equals(domain.value());
        }
        return project != null && project.id().equals(e.target().id());
    }

    private Response create(Request r) {
        r.authorize();
        var wanted = new ArrayList<Limits.Wanted>();
        for (var f : RegisteredLimitsApi.each(r, "limits")) {
            boolean ofDomain = f.text("domain_id") != null;
            if (ofDomain == (f.text("project_id") != null)) {
                throw new Fault.Invalid("limits", "A limit is for a project or for a domain.");
            }
            var target = ofDomain ? "domain_id" : "project_id";
            wanted.add(new Limits.Wanted(
                    Ids.hex(),
                    f.name("service_id"),
                    f.text("region_id", ""),
                    f.name("resource_name"),
                    target,
                    f.name(target),
                    RegisteredLimitsApi.number(f, "resource_limit"),
                    f.text("description")));
        }
        var made = limits.create(r.caller(), wanted);
        return Response.created(
                Map.of("limits", made.stream().map(e -> view(r, e)).toList()));
    }

    private Response show(Request r) {
        return Response.ok(Map.of("limit", view(r, allowed(r))));
    }

    private Response update(Request r) {
        var old = allowed(r);
        var f = Fields.of(r, "limit");
        for (var fixed : Set.of("service_id", "region_id", "resource_name", "project_id", "domain_id")) {
            if (f.has(fixed)) {
                throw new Fault.Invalid("limit", "'%s' cannot be changed".formatted(fixed));
            }
        }
        var limit = old.limit();
        var after = new Limit(
                limit.id(),
                limit.registeredLimitId(),
                limit.targetId(),
                f.has("resource_limit") ? RegisteredLimitsApi.number(f, "resource_limit") : limit.resourceLimit(),
                f.has("description") ? f.text("description") : limit.description());
        var entry = new Entry(after, old.registered(), old.target());
        limits.update(r.caller(), entry);
        return Response.ok(Map.of("limit", view(r, entry)));
    }

    private Response delete(Request r) {
        limits.delete(r.caller(), allowed(r).limit());
        return Response.noContent();
    }

    private Entry allowed(Request r) {
        var id = r.path("limit_id");
        var found = limits.find(id);
        var targets = Targets.none();
        found.map(Entry::target).ifPresent(target -> {
            if (target.isDomain()) {
                targets.with("target.limit.domain.id", target.id());
            } else {
                targets.with("target.limit.project_id", target.id())
                        .with("target.limit.project.domain_id", target.domainId());
            }
        });
        r.authorize(targets.map());
        return found.orElseThrow(() -> new Fault.NotFound("Could not find limit for %s.".formatted(id)));
    }

    private static Map<String, @Nullable Object> view(Request r, Entry e) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        boolean ofDomain = e.target().isDomain();
        view.put("id", e.limit().id());
        view.put("service_id", e.registered().serviceId());
        view.put(
                "region_id",
                e.registered().regionId().isEmpty() ? null : e.registered().regionId());
        view.put("resource_name", e.registered().resourceName());
        view.put("resource_limit", e.limit().resourceLimit());
        view.put("project_id", ofDomain ? null : e.target().id());
        view.put("domain_id", ofDomain ? e.target().id() : null);
        view.put("description", e.limit().description());
        view.put(
                "links",
                Map.of(
                        "self",
                        "%s/v3/limits/%s".formatted(r.baseUrl(), e.limit().id())));
        return view;
    }
}
