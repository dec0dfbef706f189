package stratus.neutron.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.oslo.http.Query;
import stratus.oslo.http.Request;
import tools.jackson.databind.JsonNode;

/** What a list's query asks for: which resources, in which order, from where on. */
final class Listing {
    private static final Set<String> OURS = Set.of(
            "fields",
            "limit",
            "marker",
            "page_reverse",
            "sort_key",
            "sort_dir",
            "tags",
            "tags-any",
            "not-tags",
            "not-tags-any");

    private final Kind kind;
    private final Query query;
    private final Map<String, List<String>> filters = new HashMap<>();
    private final int limit;

    private Listing(Kind kind, Query query) {
        this.kind = kind;
        this.query = query;
        this.limit = query.integer("limit", 0, 0);
    }

    static Listing of(Kind kind, Query query) {
        var listing = new Listing(kind, query);
        var strange = new TreeSet<String>();
        for (var name : query.names()) {
            var attribute = name.equals("tenant_id") ? "project_id" : name;
            if (!OURS.contains(name)) {
                if (!kind.names().contains(attribute)) {
                    strange.add("'" + name + "'");
                }
                listing.filters.put(attribute, query.all(name));
            }
        }
        if (!strange.isEmpty()) {
            throw Refusals.badRequest("[%s] is invalid attribute for filtering".formatted(String.join(", ", strange)));
        }
        query.all("sort_key").forEach(key -> {
            if (!kind.names().contains(key)) {
                throw Refusals.badRequest("'%s' is an invalid attribute for sort key".formatted(key));
            }
        });
        return listing;
    }

    /** Those filters that the database can do. */
    Map<String, List<String>> columns() {
        return filters.entrySet().stream()
                .filter(f -> kind.hasColumn(f.getKey()) && !f.getValue().contains(""))
                .collect(Collectors.toMap(
                        f -> f.getKey(),
                        f -> f.getValue().stream()
                                .map(v -> isFlag(f.getKey()) ? flag(v) : v)
                                .toList()));
    }

    private static boolean isFlag(String name) {
        return name.equals("router:external") || name.startsWith("used_in_");
    }

    private static String flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> "true";
            case "false", "0" -> "false";
            default -> text;
        };
    }

    boolean matches(Resource resource) {
        return filters.entrySet().stream().allMatch(f -> fits(resource.get(f.getKey()), f.getKey(), f.getValue()))
                && tagged(resource.texts("tags"));
    }

    private static boolean fits(JsonNode value, String name, List<String> wanted) {
        if (name.equals("fixed_ips")) {
            return fixedIps(value, wanted);
        }
        if (value.isArray()) {
            return value.valueStream().anyMatch(v -> wanted.contains(Resource.text(v)));
        }
        if (value.isBoolean()) {
            return wanted.stream().anyMatch(w -> flag(w).equals(Resource.text(value)));
        }
        return wanted.contains(Resource.text(value));
    }

    /** {@code ip_address=…}, {@code ip_address_substr=…} and {@code subnet_id=…}, of one address or another. */
    private static boolean fixedIps(JsonNode value, List<String> wanted) {
        var byKey = wanted.stream()
                .map(w -> w.split("=", 2))
                .filter(w -> w.length == 2)
                .collect(Collectors.groupingBy(w -> w[0], Collectors.mapping(w -> w[1], Collectors.toList())));
        return byKey.entrySet().stream()
                .allMatch(want -> value.valueStream().anyMatch(fixed -> {
                    return want.getKey().equals("ip_address_substr")
                            ? want.getValue().stream()
                                    .anyMatch(s -> Resource.text(fixed.path("ip_address"))
                                            .contains(s))
                            : want.getValue().contains(Resource.text(fixed.path(want.getKey())));
                }));
    }

    private boolean tagged(List<String> tags) {
        return (!query.has("tags") || tags.containsAll(words("tags")))
                && (!query.has("tags-any") || words("tags-any").stream().anyMatch(tags::contains))
                && (!query.has("not-tags") || !tags.containsAll(words("not-tags")))
                && (!query.has("not-tags-any") || words("not-tags-any").stream().noneMatch(tags::contains));
    }

    private List<String> words(String name) {
        return List.of(query.get(name, "").split(","));
    }

    Map<String, Object> answer(Request r, Kind of, List<Resource> found, UnaryOperator<Resource> view) {
        var sorted = new ArrayList<>(found);
        sorted.sort(order());
        boolean reverse = flag(query.get("page_reverse", "")).equals("true");
        var page = reverse ? before(sorted) : after(sorted);
        var fields = new HashSet<>(query.all("fields"));
        var answer = new LinkedHashMap<String, Object>();
        answer.put(
                of.collection(),
                page.stream().map(p -> only(view.apply(p), fields)).toList());
        var links = links(r, page, reverse);
        if (!links.isEmpty()) {
            answer.put(of.collection() + "_links", links);
        }
        return answer;
    }

    private Comparator<Resource> order() {
        var order = Comparator.<Resource>comparingInt(_ -> 0);
        var keys = query.all("sort_key");
        var directions = query.all("sort_dir");
        for (int i = 0; i < keys.size(); i++) {
            var key = keys.get(i);
            var by = Comparator.<Resource, String>comparing(r -> r.text(key));
            order = order.thenComparing(
                    i < directions.size() && directions.get(i).equals("desc") ? by.reversed() : by);
        }
        return order.thenComparing(Resource::id);
    }

    private int marker(List<Resource> sorted, int otherwise) {
        var marker = query.get("marker");
        if (marker == null) {
            return otherwise;
        }
        for (int i = 0; i < sorted.size(); i++) {
            if (sorted.get(i).id().equals(marker)) {
                return i;
            }
        }
        throw Refusals.notFound(kind, marker);
    }

    private List<Resource> after(List<Resource> sorted) {
        int from = marker(sorted, -1) + 1;
        return sorted.subList(from, limit == 0 ? sorted.size() : Math.min(sorted.size(), from + limit));
    }

    private List<Resource> before(List<Resource> sorted) {
        int to = marker(sorted, sorted.size());
        return sorted.subList(limit == 0 ? 0 : Math.max(0, to - limit), to);
    }

    /** As upstream: a full page may have another behind it, whether it has or not. */
    private List<Map<String, String>> links(Request r, List<Resource> page, boolean reverse) {
        var links = new ArrayList<Map<String, String>>();
        boolean empty = page.isEmpty();
        if (limit > 0 && (page.size() >= limit || reverse)) {
            links.add(link(r, "next", empty ? null : page.getLast().id()));
        }
        if (limit > 0 && (page.size() >= limit || !reverse)) {
            links.add(link(r, "previous", empty ? null : page.getFirst().id()));
        }
        return links;
    }

    private Map<String, String> link(Request r, String rel, @Nullable String marker) {
        var pairs = new ArrayList<String>();
        query.names().forEach(name -> {
            if (!name.equals("marker") && !name.equals("page_reverse")) {
                query.all(name).forEach(v -> pairs.add(name + "=" + URLEncoder.encode(v, StandardCharsets.UTF_8)));
            }
        });
        if (marker != null) {
            pairs.add("marker=" + URLEncoder.encode(marker, StandardCharsets.UTF_8));
        }
        if (rel.equals("previous")) {
            pairs.add("page_reverse=True");
        }
        return Map.of("rel", rel, "href", r.baseUrl() + r.path() + "?" + String.join("&", pairs));
    }

    static Resource only(Resource resource, Set<String> fields) {
        if (fields.isEmpty()) {
            return resource;
        }
        return resource.only(fields);
    }
}
