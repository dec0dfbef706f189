package stratus.keystone.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import stratus.keystone.app.Projects;
import stratus.keystone.domain.Project;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/domains}. */
public final class DomainsApi {
    private static final Set<String> KNOWN =
            Set.of("id", "name", "enabled", "description", "tags", "options", "links", "explicit_domain_id");

    private final Projects projects;

    public DomainsApi(Projects projects) {
        this.projects = projects;
    }

    public void routes(Routes routes) {
        routes.get("/domains", "identity:list_domains", this::list)
                .post("/domains", "identity:create_domain", this::create)
                .get("/domains/{domain_id}", "identity:get_domain", this::show)
                .patch("/domains/{domain_id}", "identity:update_domain", this::update)
                .delete("/domains/{domain_id}", "identity:delete_domain", this::delete);
    }

    private Response list(Request r) {
        var own = r.caller().domain();
        r.authorize(Targets.none()
                .with("target.domain.id", own == null ? null : own.value())
                .map());
        var found = projects.list(true).stream()
                .filter(d -> own == null || d.id().equals(own.value()))
                .map(d -> View.domain(r, d))
                .toList();
        return Listing.of(r, "domains", found, Set.of("name", "enabled"));
    }

    private Response create(Request r) {
        r.authorize();
        var f = Fields.of(r, "domain");
        var domain = new Project(
                f.text("explicit_domain_id", Ids.hex()),
                f.shortName("name").strip(),
                Project.NO_DOMAIN,
                null,
                true,
                f.flag("enabled", true),
                f.text("description", ""),
                f.texts("tags", List.of()),
                ResourceOptions.of(f, Map.of()),
                f.extra(KNOWN, Map.of()));
        if (projects.find(domain.id()).isPresent()) {
            throw new Fault.Conflict(
                    "Conflict occurred attempting to store domain - Duplicate ID, %s.".formatted(domain.id()));
        }
        projects.create(r.caller(), domain);
        return Response.created(Map.of("domain", View.domain(r, domain)));
    }

    private Response show(Request r) {
        return Response.ok(Map.of("domain", View.domain(r, allowed(r))));
    }

    private Response update(Request r) {
        var old = changeable(r);
        var f = Fields.of(r, "domain").respecting(old.options(), "domain", old.id());
        var after = ProjectFields.changed(f, old, KNOWN);
        projects.update(r.caller(), old, after);
        return Response.ok(Map.of("domain", View.domain(r, after)));
    }

    private Response delete(Request r) {
        projects.delete(r.caller(), changeable(r));
        return Response.noContent();
    }

    /** One that is not there is said so before anybody is refused, as upstream does. */
    private Project changeable(Request r) {
        var domain = projects.findDomain(r.path("domain_id"))
                .orElseThrow(() -> new Fault.NotFound("Could not find domain: %s.".formatted(r.path("domain_id"))));
        r.authorize(Targets.none().domain(domain).map());
        return domain;
    }

    private Project allowed(Request r) {
        var found = projects.findDomain(r.path("domain_id"));
        r.authorize(found.map(d -> Targets.none().domain(d))
                .orElseGet(Targets::none)
                .map());
        return found.orElseThrow(() -> new Fault.NotFound("Could not find domain: %s.".formatted(r.path("domain_id"))));
    }
}
