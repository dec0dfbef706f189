package stratus.neutron.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A kind of resource: its names, its attributes, and which of them are columns.
 *
 * @param area {@code qos}: before the path, and before the name as the table's; empty for most
 * @param name {@code security_group}: key of a body and part of rule names
 * @param collection {@code security_groups}; in paths with hyphens
 * @param columns attributes that are looked up, with the names of their columns
 * @param missing what is said when there is none
 */
public record Kind(
        String area,
        String name,
        String collection,
        List<Attribute> attributes,
        Map<String, String> columns,
        Missing missing) {
    /**
     * An error for what is not there.
     *
     * @param type upstream's name of it
     * @param message with a place for the id
     */
    public record Missing(String type, String message) {}

    /** One without an area. */
    public Kind(
            String name,
            String collection,
            List<Attribute> attributes,
            Map<String, String> columns,
            String missingType,
            String missing) {
        this("", name, collection, attributes, columns, new Missing(missingType, missing));
    }

    private static final List<String> EVERYWHERE = List.of(
            "id", "tenant_id", "project_id", "created_at", "updated_at", "revision_number", "tags", "description");

    public String path() {
        var last = collection.replace('_', '-');
        return area.isEmpty() ? last : area + "/" + last;
    }

    public String table() {
        return area.isEmpty() ? name : area + "_" + name;
    }

    /** Whether it is looked up by the database. */
    public boolean hasColumn(String attribute) {
        return attribute.equals("id") || attribute.equals("project_id") || columns.containsKey(attribute);
    }

    /** Those that a list may be filtered and sorted by. */
    public Set<String> names() {
        var all = new TreeSet<>(EVERYWHERE);
        attributes.forEach(a -> all.add(a.name()));
        return all;
    }

    /** What the service knows of a resource and never shows. */
    public Set<String> hidden() {
        var all = new TreeSet<>(columns.keySet());
        all.removeAll(names());
        return all;
    }

    private Map<String, Attribute> byName() {
        return attributes.stream().collect(Collectors.toMap(Attribute::name, a -> a, (a, _) -> a, LinkedHashMap::new));
    }

    private void refuseUnknown(Resource sent, Map<String, Attribute> known) {
        var strange = sent.body().properties().stream()
                .map(Map.Entry::getKey)
                .filter(n -> !known.containsKey(n) && !n.equals("tenant_id") && !EVERYWHERE.contains(n))
                .sorted()
                .collect(Collectors.joining(", "));
        if (!strange.isEmpty()) {
            throw Refusals.badRequest("Unrecognized attribute(s) '%s'".formatted(strange));
        }
    }

    /** What a POST says, complete with defaults; the project is for the caller to settle. */
    public Resource forPost(Resource sent) {
        var known = byName();
        refuseUnknown(sent, known);
        sent.body().properties().forEach(p -> {
            var attribute = known.get(p.getKey());
            if (attribute == null ? !isProject(p.getKey()) : !attribute.post()) {
                throw Refusals.badRequest("Attribute '%s' not allowed in POST".formatted(p.getKey()));
            }
        });
        var read = Resource.empty().body();
        for (var attribute : attributes) {
            if (sent.has(attribute.name())) {
                read.set(attribute.name(), attribute.type().read(attribute.name(), sent.get(attribute.name())));
            } else if (attribute.required()) {
                throw Refusals.badRequest(
                        "Failed to parse request. Required attribute '%s' not specified".formatted(attribute.name()));
            } else if (attribute.post() && attribute.otherwise() != null) {
                read.set(attribute.name(), attribute.otherwise());
            }
        }
        return new Resource(read);
    }

    /** What a PUT says, and nothing else. */
    public Resource forPut(Resource sent) {
        var known = byName();
        refuseUnknown(sent, known);
        var read = Resource.empty().body();
        sent.body().properties().forEach(p -> {
            var attribute = known.get(p.getKey());
            if (attribute == null || !attribute.put()) {
                throw Refusals.badRequest("Cannot update read-only attribute %s".formatted(p.getKey()));
            }
            read.set(p.getKey(), attribute.type().read(p.getKey(), p.getValue()));
        });
        return new Resource(read);
    }

    private static boolean isProject(String name) {
        return name.equals("tenant_id") || name.equals("project_id");
    }
}
