package stratus.glance.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import stratus.glance.domain.Definition;
import stratus.glance.domain.Definition.Kind;
import stratus.glance.domain.Namespace;
import stratus.glance.registry.Metadefs;
import stratus.glance.registry.Metadefs.Wish;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** What is below a namespace: {@code objects}, {@code properties}, {@code tags} and {@code resource_types}. */
public final class DefinitionsApi {
    private static final Set<String> YES = Set.of("1", "t", "true", "on", "y", "yes");

    private final Metadefs metadefs;

    public DefinitionsApi(Metadefs metadefs) {
        this.metadefs = metadefs;
    }

    public void routes(Routes routes) {
        var base = "/metadefs/namespaces/{namespace}";
        routes.get(base + "/objects", "get_metadef_objects", this::objects)
                .post(base + "/objects", "add_metadef_object", r -> add(r, MetadefBodies.newObject(r)))
                .delete(base + "/objects", "delete_metadef_namespace", r -> deleteAll(r, Kind.OBJECT))
                .get(base + "/objects/{name}", "get_metadef_object", r -> show(r, Kind.OBJECT))
                .put(base + "/objects/{name}", "modify_metadef_object", r -> put(r, MetadefBodies.changedObject(r)))
                .delete(base + "/objects/{name}", "delete_metadef_object", r -> delete(r, Kind.OBJECT))
                .get(base + "/properties", "get_metadef_properties", this::properties)
                .post(base + "/properties", "add_metadef_property", r -> add(r, MetadefBodies.property(r)))
                .delete(base + "/properties", "delete_metadef_namespace", r -> deleteAll(r, Kind.PROPERTY))
                .get(base + "/properties/{name}", "get_metadef_property", r -> show(r, Kind.PROPERTY))
                .put(base + "/properties/{name}", "modify_metadef_property", r -> put(r, MetadefBodies.property(r)))
                .delete(base + "/properties/{name}", "remove_metadef_property", r -> delete(r, Kind.PROPERTY));
        tags(routes, base + "/tags");
        routes.get(base + "/resource_types", "get_metadef_resource_type", this::types)
                .post(
                        base + "/resource_types",
                        "add_metadef_resource_type_association",
                        r -> add(r, MetadefBodies.type(r)))
                .delete(
                        base + "/resource_types/{name}",
                        "remove_metadef_resource_type_association",
                        r -> delete(r, Kind.RESOURCE_TYPE));
    }

    private void tags(Routes routes, String path) {
        routes.get(path, "get_metadef_tags", this::tags)
                .post(path, "add_metadef_tags", this::addTags)
                .delete(path, "delete_metadef_namespace", r -> deleteAll(r, Kind.TAG))
                .get(path + "/{name}", "get_metadef_tag", r -> show(r, Kind.TAG))
                .post(path + "/{name}", "add_metadef_tag", r -> add(r, MetadefBodies.newTag(r)))
                .put(path + "/{name}", "modify_metadef_tag", r -> put(r, MetadefBodies.changedTag(r)))
                .delete(path + "/{name}", "delete_metadef_tag", r -> delete(r, Kind.TAG));
    }

    private Response objects(Request r) {
        DefinitionPage.refuseBad(r.query());
        var all = metadefs.all(allowed(r, Kind.OBJECT).name(), Kind.OBJECT);
        return Response.ok(Map.of(
                "objects", all.stream().map(MetadefViews::kept).toList(), "schema", "v2/schemas/metadefs/objects"));
    }

    private Response types(Request r) {
        var all = metadefs.all(allowed(r).name(), Kind.RESOURCE_TYPE);
        return Response.ok(Map.of(
                "resource_type_associations",
                all.stream().map(MetadefViews::kept).toList()));
    }

    private Response tags(Request r) {
        var namespace = allowed(r);
        var page = DefinitionPage.of(r.query(), metadefs.all(namespace.name(), Kind.TAG));
        return Response.ok(
                Map.of("tags", tagNames(page.stream().map(Definition::name).toList())));
    }

    private Response properties(Request r) {
        var namespace = allowed(r);
        return Response.ok(
                Map.of("properties", MetadefViews.properties(metadefs.all(namespace.name(), Kind.PROPERTY))));
    }

    private Response show(Request r, Kind kind) {
        var namespace = allowed(r, kind);
        var type = kind == Kind.PROPERTY ? r.query().get("resource_type", "") : "";
        var name = type.isEmpty() ? r.path("name") : unprefixed(r, namespace, type);
        return Response.ok(MetadefViews.kept(metadefs.find(namespace.name(), kind, name)));
    }

    /** A property as resources of a type have it: with the prefix that the namespace has there. */
    private String unprefixed(Request r, Namespace namespace, String type) {
        r.require("get_metadef_resource_type", NamespacesApi.target(namespace));
        var name = r.path("name");
        var prefix = metadefs.association(namespace.name(), type).body().get("prefix");
        if (prefix == null || prefix.equals("") || !name.startsWith(prefix.toString())) {
            throw new Fault.NotFound(
                    "Property %s does not start with the expected resource type association prefix of '%s'."
                            .formatted(name, prefix == null ? "None" : prefix));
        }
        return name.substring(prefix.toString().length());
    }

    private Response add(Request r, Wish wish) {
        var namespace = allowed(r, wish.kind());
        return Response.created(MetadefViews.one(metadefs.add(namespace.name(), wish)));
    }

    private Response addTags(Request r) {
        var names = MetadefBodies.tags(r);
        var namespace = allowed(r);
        var said = r.header("X-Openstack-Append");
        boolean append = said != null && YES.contains(said.strip().toLowerCase(Locale.ROOT));
        metadefs.tags(namespace.name(), names, append);
        return Response.created(Map.of("tags", tagNames(names)));
    }

    private static List<Map<String, String>> tagNames(List<String> names) {
        return names.stream().map(name -> Map.of("name", name)).toList();
    }

    private Response put(Request r, Wish wish) {
        var namespace = allowed(r, wish.kind());
        return Response.ok(MetadefViews.one(metadefs.replace(namespace.name(), r.path("name"), wish)));
    }

    private Response delete(Request r, Kind kind) {
        var namespace = allowed(r, kind);
        try {
            metadefs.delete(namespace, kind, r.path("name"));
        } catch (Fault.NotFound e) {
            throw kind == Kind.RESOURCE_TYPE
                    ? new Fault.NotFound("Failed to find resource type %s to delete".formatted(r.path("name")))
                    : e;
        }
        return Response.noContent();
    }

    private Response deleteAll(Request r, Kind kind) {
        var namespace = allowed(r);
        if (kind == Kind.TAG) {
            r.require("delete_metadef_tags", NamespacesApi.target(namespace));
        }
        metadefs.deleteAll(namespace, kind);
        return Response.noContent();
    }

    /** Upstream says of objects in other words that there is no namespace for them. */
    private Namespace allowed(Request r, Kind kind) {
        var name = r.path("namespace");
        if (kind == Kind.OBJECT && metadefs.namespace(name).isEmpty()) {
            throw Metadefs.missing(name);
        }
        return allowed(r);
    }

    private Namespace allowed(Request r) {
        return NamespacesApi.found(r, metadefs);
    }
}
