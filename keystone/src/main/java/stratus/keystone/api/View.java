package stratus.keystone.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.Endpoint;
import stratus.keystone.domain.Group;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.Region;
import stratus.keystone.domain.Role;
import stratus.keystone.domain.Service;
import stratus.keystone.domain.User;
import stratus.oslo.http.Request;

/** Resources as bodies show them: their fields, their extras beside them, and a link to themselves. */
final class View {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    private View(Map<String, Object> extra) {
        fields.putAll(extra);
    }

    static Map<String, @Nullable Object> project(Request r, Project p) {
        return p.isDomain() && p.domainId().isEmpty()
                ? new View(p.extra())
                        .with("id", p.id())
                        .with("name", p.name())
                        .with("domain_id", null)
                        .with("description", p.description())
                        .with("enabled", p.enabled())
                        .with("parent_id", null)
                        .with("is_domain", true)
                        .with("tags", p.tags())
                        .with("options", p.options())
                        .linked(r, "projects", p.id())
                : new View(p.extra())
                        .with("id", p.id())
                        .with("name", p.name())
                        .with("domain_id", p.domainId())
                        .with("description", p.description())
                        .with("enabled", p.enabled())
                        .with("parent_id", p.parentId())
                        .with("is_domain", false)
                        .with("tags", p.tags())
                        .with("options", p.options())
                        .linked(r, "projects", p.id());
    }

    static Map<String, @Nullable Object> domain(Request r, Project d) {
        return new View(d.extra())
                .with("id", d.id())
                .with("name", d.name())
                .with("description", d.description())
                .with("enabled", d.enabled())
                .with("tags", d.tags())
                .with("options", d.options())
                .linked(r, "domains", d.id());
    }

    static Map<String, @Nullable Object> user(Request r, User u) {
        var view = new View(u.extra())
                .with("id", u.id())
                .with("name", u.name())
                .with("domain_id", u.domainId())
                .with("enabled", u.enabled())
                .with("options", u.options())
                .with("password_expires_at", Times.plain(u.passwordExpiresAt()));
        if (u.defaultProjectId() != null) {
            view.with("default_project_id", u.defaultProjectId());
        }
        return view.linked(r, "users", u.id());
    }

    static Map<String, @Nullable Object> group(Request r, Group g) {
        return new View(g.extra())
                .with("id", g.id())
                .with("name", g.name())
                .with("domain_id", g.domainId())
                .with("description", g.description())
                .linked(r, "groups", g.id());
    }

    static Map<String, @Nullable Object> role(Request r, Role role) {
        return new View(role.extra())
                .with("id", role.id())
                .with("name", role.name())
                .with("domain_id", role.domainId().isEmpty() ? null : role.domainId())
                .with("description", role.description())
                .with("options", role.options())
                .linked(r, "roles", role.id());
    }

    static Map<String, @Nullable Object> region(Request r, Region region) {
        return new View(region.extra())
                .with("id", region.id())
                .with("description", region.description())
                .with("parent_region_id", region.parentRegionId())
                .linked(r, "regions", region.id());
    }

    static Map<String, @Nullable Object> service(Request r, Service s) {
        var view = new View(s.extra())
                .with("id", s.id())
                .with("name", s.name())
                .with("type", s.type())
                .with("enabled", s.enabled());
        if (s.description() != null) {
            view.with("description", s.description());
        }
        return view.linked(r, "services", s.id());
    }

    static Map<String, @Nullable Object> endpoint(Request r, Endpoint e) {
        return new View(e.extra())
                .with("id", e.id())
                .with("interface", e.face())
                .with("region_id", e.regionId())
                .with("region", e.regionId())
                .with("service_id", e.serviceId())
                .with("url", e.url())
                .with("enabled", e.enabled())
                .linked(r, "endpoints", e.id());
    }

    /** What a token says of a domain. */
    static Map<String, Object> name(Project domain) {
        return Map.of("id", domain.id(), "name", domain.name());
    }

    static List<Map<String, Object>> names(List<Role> roles) {
        return roles.stream()
                .map(role -> Map.<String, Object>of("id", role.id(), "name", role.name()))
                .toList();
    }

    private View with(String name, @Nullable Object value) {
        fields.put(name, value);
        return this;
    }

    private Map<String, @Nullable Object> linked(Request r, String collection, String id) {
        fields.put("links", Map.of("self", "%s/v3/%s/%s".formatted(r.baseUrl(), collection, id)));
        return fields;
    }
}
