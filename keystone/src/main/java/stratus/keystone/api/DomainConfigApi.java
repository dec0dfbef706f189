package stratus.keystone.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Directory;
import stratus.keystone.app.DomainOptions;
import stratus.keystone.app.DomainOptions.Where;
import stratus.keystone.domain.PasswordPolicy;
import stratus.keystone.domain.Project;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/domains/{domain_id}/config}. */
public final class DomainConfigApi {
    private static final String COMPLIANCE = "security_compliance";

    private final DomainOptions options;
    private final Directory directory;
    private final Map<String, @Nullable String> compliance;

    /** {@code policy}: what users are told of the rules for passwords. */
    public DomainConfigApi(DomainOptions options, Directory directory, PasswordPolicy policy) {
        this.options = options;
        this.directory = directory;
        this.compliance = new LinkedHashMap<>();
        compliance.put("password_regex", policy.regex());
        compliance.put("password_regex_description", policy.regexDescription());
    }

    public void routes(Routes routes) {
        routes.get("/domains/config/default", "identity:get_domain_config_default", r -> defaults(r, 0))
                .get("/domains/config/{group}/default", "identity:get_domain_config_default", r -> defaults(r, 1))
                .get(
                        "/domains/config/{group}/{option}/default",
                        "identity:get_domain_config_default",
                        r -> defaults(r, 2));
        var paths = Arrays.asList(
                "/domains/{domain_id}/config",
                "/domains/{domain_id}/config/{group}",
                "/domains/{domain_id}/config/{group}/{option}");
        routes.put(paths.getFirst(), "identity:create_domain_config", this::create);
        for (int i = 0; i < paths.size(); i++) {
            int depth = i;
            var path = paths.get(i);
            if (depth == 0) {
                routes.get(path, "identity:get_domain_config", r -> show(r, depth));
            } else {
                routes.token("GET", path, r -> show(r, depth));
            }
            routes.patch(path, "identity:update_domain_config", r -> update(r, depth))
                    .delete(path, "identity:delete_domain_config", r -> delete(r, depth));
        }
    }

    private static Where where(Request r, int depth) {
        return new Where(depth > 0 ? r.path("group") : null, depth > 1 ? r.path("option") : null);
    }

    private Response defaults(Request r, int depth) {
        r.authorize();
        var where = where(r, depth);
        if (where.group() == null) {
            return Response.ok(Map.of("config", options.defaults()));
        }
        var value = options.defaultOf(where).orElseThrow();
        return Response.ok(Map.of("config", Map.of(where.option() == null ? where.group() : where.option(), value)));
    }

    private Response create(Request r) {
        r.authorize();
        var domain = domain(r);
        boolean there = !options.of(domain.id()).isEmpty();
        options.create(r.caller(), domain.id(), r.json().path("config"));
        return Response.of(there ? 200 : 201, Map.of("config", options.of(domain.id())));
    }

    /** What is said of passwords is for everybody, the rest is not. */
    private Response show(Request r, int depth) {
        var where = where(r, depth);
        if (COMPLIANCE.equals(where.group())) {
            r.require("identity:get_security_compliance_domain_config", Map.of());
            return Response.ok(Map.of("config", compliance(r, where)));
        }
        if (depth == 0) {
            r.authorize();
        } else {
            r.require("identity:get_domain_config", Map.of());
        }
        var domain = domain(r);
        options.require(where);
        var all = options.of(domain.id());
        if (where.group() == null) {
            if (all.isEmpty()) {
                throw DomainOptions.missing(domain.id(), where);
            }
            return Response.ok(Map.of("config", all));
        }
        var group = all.get(where.group());
        if (group == null || where.option() != null && !group.containsKey(where.option())) {
            throw DomainOptions.missing(domain.id(), where);
        }
        return Response.ok(Map.of(
                "config",
                where.option() == null
                        ? Map.of(where.group(), group)
                        : Map.of(where.option(), group.get(where.option()))));
    }

    private Map<String, @Nullable Object> compliance(Request r, Where where) {
        if (!r.path("domain_id").equals("default")) {
            throw new Fault.Forbidden(
                    "Invalid domain specific configuration: Reading security compliance information for any domain"
                            + " other than the default domain is not allowed or supported..",
                    null);
        }
        var shown = new LinkedHashMap<String, @Nullable Object>();
        if (where.option() == null) {
            shown.put(COMPLIANCE, compliance);
        } else if (compliance.containsKey(where.option())) {
            shown.put(where.option(), compliance.get(where.option()));
        } else {
            throw new Fault.Forbidden(
                    "Invalid domain specific configuration: Reading security compliance values other than password_regex"
                            + " and password_regex_description is not allowed..",
                    null);
        }
        return shown;
    }

    private Response update(Request r, int depth) {
        r.authorize();
        var domain = domain(r);
        options.update(r.caller(), domain.id(), where(r, depth), r.json().path("config"));
        return Response.ok(Map.of("config", options.of(domain.id())));
    }

    private Response delete(Request r, int depth) {
        r.authorize();
        options.delete(r.caller(), domain(r).id(), where(r, depth));
        return Response.noContent();
    }

    private Project domain(Request r) {
        var id = r.path("domain_id");
        return directory
                .project(id)
                .filter(Project::isDomain)
                .orElseThrow(() -> new Fault.NotFound("Could not find domain: %s.".formatted(id)));
    }
}
