package stratus.keystone.api;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Directory;
import stratus.keystone.app.Projects;
import stratus.keystone.domain.Project;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/projects} and their tags. */
public final class ProjectsApi {
    private static final Set<String> KNOWN = Set.of(
            "id", "name", "domain_id", "parent_id", "is_domain", "enabled", "description", "tags", "options", "links");

    private final Projects projects;
    private final Directory directory;

    public ProjectsApi(Projects projects, Directory directory) {
        this.projects = projects;
        this.directory = directory;
    }

    public void routes(Routes routes) {
        routes.get("/projects", "identity:list_projects", this::list)
                .post("/projects", "identity:create_project", this::create)
                .get("/projects/{project_id}", "identity:get_project", this::show)
                .patch("/projects/{project_id}", "identity:update_project", this::update)
                .delete("/projects/{project_id}", "identity:delete_project", this::delete)
                .get("/projects/{project_id}/tags", "identity:list_project_tags", this::tags)
                .put("/projects/{project_id}/tags", "identity:update_project_tags", this::setTags)
                .delete("/projects/{project_id}/tags", "identity:delete_project_tags", this::clearTags)
                .get("/projects/{project_id}/tags/{tag}", "identity:get_project_tag", this::tag)
                .put("/projects/{project_id}/tags/{tag}", "identity:create_project_tag", this::addTag)
                .delete("/projects/{project_id}/tags/{tag}", "identity:delete_project_tag", this::removeTag);
    }

    private Response list(Request r) {
        var domain = Targets.listedDomain(r);
        r.authorize(Targets.none().with("target.domain_id", domain).map());
        boolean domains = r.query().has("is_domain") && Listing.truth(r.query().get("is_domain", ""));
        var found = projects.list(domains).stream()
                .filter(p -> domain == null || domains || p.domainId().equals(domain))
                .filter(p -> tagged(r, p))
                .map(p -> View.project(r, p))
                .toList();
        return Listing.of(r, "projects", found, Set.of("name", "enabled", "parent_id"));
    }

    private static boolean tagged(Request r, Project p) {
        return (!r.query().has("tags") || p.tags().containsAll(split(r, "tags")))
                && (!r.query().has("tags-any") || split(r, "tags-any").stream().anyMatch(p.tags()::contains))
                && (!r.query().has("not-tags") || !p.tags().containsAll(split(r, "not-tags")))
                && (!r.query().has("not-tags-any")
                        || split(r, "not-tags-any").stream().noneMatch(p.tags()::contains));
    }

    private static List<String> split(Request r, String name) {
        return List.of(r.query().get(name, "").split(",", -1));
    }

    private Response create(Request r) {
        var f = Fields.of(r, "project");
        boolean isDomain = f.flag("is_domain", false);
        var parent = f.text("parent_id");
        if (isDomain && parent != null) {
            throw new Fault.Invalid("only root projects are allowed to act as domains.");
        }
        var domain = isDomain ? Project.NO_DOMAIN : domain(r, f);
        var project = new Project(
                Ids.hex(),
                f.shortName("name").strip(),
                domain,
                isDomain ? null : parent == null ? domain : parent,
                isDomain,
                f.flag("enabled", true),
                f.text("description", ""),
                f.texts("tags", List.of()),
                ResourceOptions.of(f, Map.of()),
                f.extra(KNOWN, Map.of()));
        r.authorize(Targets.none().project(project).map());
        projects.create(r.caller(), project);
        return Response.created(Map.of("project", View.project(r, project)));
    }

    private String domain(Request r, Fields f) {
        var asked = f.text("domain_id");
        var parent = f.text("parent_id");
        if (asked != null) {
            return asked;
        }
        return parent == null
                ? Targets.homeDomain(r.caller())
                : projects.find(parent)
                        .map(p -> p.isDomain() ? p.id() : p.domainId())
                        .orElseGet(() -> Targets.homeDomain(r.caller()));
    }

    private Response show(Request r) {
        var project = allowed(r);
        var view = View.project(r, project);
        for (var way : List.of("parents", "subtree")) {
            if (asked(r, way + "_as_list") && asked(r, way + "_as_ids")) {
                throw new Fault.Invalid(
                        "Cannot use %1$s_as_list and %1$s_as_ids query params at the same time.".formatted(way));
            }
        }
        if (asked(r, "parents_as_list")) {
            view.put("parents", wrapped(r, projects.parents(project)));
        } else if (asked(r, "parents_as_ids")) {
            view.put("parents", chain(projects.parents(project)));
        }
        if (asked(r, "subtree_as_list")) {
            view.put("subtree", wrapped(r, projects.subtree(project)));
        } else if (asked(r, "subtree_as_ids")) {
            view.put("subtree", tree(project.id(), projects.subtree(project)));
        }
        return Response.ok(Map.of("project", view));
    }

    private static boolean asked(Request r, String name) {
        return r.query().has(name) && Listing.truth(r.query().get(name, ""));
    }

    /** Those of them on which the caller has a role. */
    private List<?> wrapped(Request r, List<Project> all) {
        var own = directory.projectsOf(r.caller().user().id()).stream()
                .map(Project::id)
                .toList();
        return all.stream()
                .filter(p -> own.contains(p.id()))
                .map(p -> Map.of("project", View.project(r, p)))
                .toList();
    }

    /** The parent, in it its own, up to the domain. */
    private static @Nullable Object chain(List<Project> parents) {
        Map<String, @Nullable Object> chain = null;
        for (var parent : parents.reversed()) {
            var next = new LinkedHashMap<String, @Nullable Object>();
            next.put(parent.id(), chain);
            chain = next;
        }
        return chain;
    }

    /** The children, in each its own; null for none. */
    private static @Nullable Object tree(String id, List<Project> below) {
        var children = new LinkedHashMap<String, @Nullable Object>();
        below.stream().filter(p -> id.equals(p.parentId())).forEach(p -> children.put(p.id(), tree(p.id(), below)));
        return children.isEmpty() ? null : children;
    }

    private Response update(Request r) {
        var old = allowed(r);
        var f = Fields.of(r, "project").respecting(old.options(), "project", old.id());
        if (f.has("domain_id") && !f.text("domain_id", old.domainId()).equals(old.domainId())) {
            throw new Fault.Invalid("Cannot change Domain ID");
        }
        if (f.has("parent_id") && !f.text("parent_id", "").equals(String.valueOf(old.parentId()))) {
            throw new Fault.Forbidden("Update of `parent_id` is not allowed.", null);
        }
        if (f.flag("is_domain", old.isDomain()) != old.isDomain()) {
            throw new Fault.Invalid("Update of `is_domain` is not allowed.");
        }
        var after = ProjectFields.changed(f, old, KNOWN);
        projects.update(r.caller(), old, after);
        return Response.ok(Map.of("project", View.project(r, after)));
    }

    private Response delete(Request r) {
        projects.delete(r.caller(), allowed(r));
        return Response.noContent();
    }

    private Response tags(Request r) {
        return tagList(r, allowed(r));
    }

    private Response tagList(Request r, Project project) {
        return Response.ok(Map.of(
                "tags",
                project.tags(),
                "links",
                Map.of("self", "%s/v3/projects/%s/tags".formatted(r.baseUrl(), project.id()))));
    }

    private Response setTags(Request r) {
        var old = allowed(r);
        var body = r.json().path("tags");
        if (!body.isArray() || body.values().stream().anyMatch(v -> !v.isString())) {
            throw new Fault.Invalid("'tags' is a required property");
        }
        return tagList(
                r,
                retag(r, old, body.values().stream().map(v -> v.stringValue()).toList()));
    }

    private Response clearTags(Request r) {
        retag(r, allowed(r), List.of());
        return Response.noContent();
    }

    private Response tag(Request r) {
        requireTag(r, allowed(r));
        return Response.noContent();
    }

    private Response addTag(Request r) {
        var old = allowed(r);
        var tags = new LinkedHashSet<>(old.tags());
        tags.add(r.path("tag"));
        retag(r, old, List.copyOf(tags));
        return Response.of(201, null)
                .with("Location", "%s/v3/projects/%s/tags/%s".formatted(r.baseUrl(), old.id(), r.path("tag")));
    }

    private Response removeTag(Request r) {
        var old = allowed(r);
        requireTag(r, old);
        retag(r, old, old.tags().stream().filter(t -> !t.equals(r.path("tag"))).toList());
        return Response.noContent();
    }

    private static void requireTag(Request r, Project project) {
        if (!project.tags().contains(r.path("tag"))) {
            throw new Fault.NotFound("Could not find project tag: %s.".formatted(r.path("tag")));
        }
    }

    private Project retag(Request r, Project old, List<String> tags) {
        if (Boolean.TRUE.equals(old.options().get("immutable"))) {
            throw new Fault.Forbidden(
                    "Cannot update project tags for %s, project is immutable. Set \"immutable\" option to false before"
                                    .formatted(old.id())
                            + " creating project tags.",
                    null);
        }
        if (tags.size() > 80) {
            throw new Fault.Invalid("tags", "%s is too long".formatted(tags));
        }
        if (tags.stream().anyMatch(t -> t.isEmpty() || t.length() > 255 || t.contains("/") || t.contains(","))) {
            throw new Fault.Invalid("tags", "A tag has 1 to 255 characters, and no slash or comma.");
        }
        var after = new Project(
                old.id(),
                old.name(),
                old.domainId(),
                old.parentId(),
                old.isDomain(),
                old.enabled(),
                old.description(),
                tags.stream().distinct().toList(),
                old.options(),
                old.extra());
        projects.update(r.caller(), old, after);
        return after;
    }

    /** Only those who may see any learn that one is not there. */
    private Project allowed(Request r) {
        var found = projects.find(r.path("project_id"));
        r.authorize(found.map(p -> Targets.none().project(p))
                .orElseGet(Targets::none)
                .map());
        return found.orElseThrow(
                () -> new Fault.NotFound("Could not find project: %s.".formatted(r.path("project_id"))));
    }
}
