package stratus.placement.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import stratus.oslo.http.Microversion;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import stratus.placement.app.CandidateSearch;
import stratus.placement.app.CandidateSearch.Ask;
import stratus.placement.app.Vocabulary;
import stratus.placement.domain.Candidates.Summary;
import stratus.placement.domain.Demand;
import stratus.placement.domain.Kind;

/** {@code GET /allocation_candidates}. */
public final class CandidatesApi {
    private final Dates dates;
    private final CandidateSearch search;
    private final Vocabulary vocabulary;
    private final Demands demands;

    public CandidatesApi(CandidateSearch search, Vocabulary vocabulary, Dates dates) {
        this.dates = dates;
        this.search = search;
        this.vocabulary = vocabulary;
        this.demands = new Demands(vocabulary);
    }

    public void routes(Routes routes) {
        routes.get("/allocation_candidates", "placement:allocation_candidates:list", this::list);
    }

    private Response list(Request r) {
        r.authorize();
        Versions.since(r, 10);
        Demands.only(r.query(), parameters(r.version()));
        var demand = demands.read(r);
        if (demand.resources().isEmpty()) {
            throw Demands.invalid("'resources' is a required property");
        }
        var root = rootTraits(r);
        var found = search.find(new Ask(
                demand,
                r.query().integer("limit", 1, Integer.MAX_VALUE),
                r.version().atLeast(29),
                root.getFirst(),
                root.getLast()));
        var summaries = new LinkedHashMap<String, Object>();
        found.summaries().forEach((uuid, s) -> {
            if (r.version().atLeast(29) || isUsed(found.requests(), uuid)) {
                summaries.put(uuid, summary(s, demand, r.version()));
            }
        });
        var wire = Map.of(
                "allocation_requests",
                found.requests().stream().map(a -> request(a, r.version())).toList(),
                "provider_summaries",
                summaries);
        return dates.now(r, Response.ok(wire));
    }

    private static Set<String> parameters(Microversion version) {
        var names = new TreeSet<>(Set.of("resources"));
        var since = Map.of("limit", 16, "required", 17, "member_of", 21, "in_tree", 31, "root_required", 35);
        since.forEach((name, minor) -> {
            if (version.atLeast(minor)) {
                names.add(name);
            }
        });
        return names;
    }

    /** Traits that the root has to have, then those that it must not. */
    private List<List<String>> rootTraits(Request r) {
        var required = new ArrayList<String>();
        var forbidden = new ArrayList<String>();
        var text = r.query().get("root_required");
        if (text != null) {
            for (var trait : text.split(",")) {
                (trait.startsWith("!") ? forbidden : required).add(trait.replaceFirst("^!", ""));
            }
        }
        vocabulary.require(Kind.TRAIT, required);
        vocabulary.require(Kind.TRAIT, forbidden);
        return List.of(required, forbidden);
    }

    private static boolean isUsed(List<Map<String, Map<String, Long>>> requests, String uuid) {
        return requests.stream().anyMatch(r -> r.containsKey(uuid));
    }

    private static Object request(Map<String, Map<String, Long>> allocations, Microversion version) {
        if (!version.atLeast(12)) {
            var list = new ArrayList<Object>();
            allocations.forEach((uuid, resources) ->
                    list.add(Map.of("resource_provider", Map.of("uuid", uuid), "resources", resources)));
            return Map.of("allocations", list);
        }
        var byProvider = new LinkedHashMap<String, Object>();
        allocations.forEach((uuid, resources) -> byProvider.put(uuid, Map.of("resources", resources)));
        return version.atLeast(34)
                ? Map.of("allocations", byProvider, "mappings", Map.of("", List.copyOf(allocations.keySet())))
                : Map.of("allocations", byProvider);
    }

    private static Map<String, @Nullable Object> summary(Summary summary, Demand demand, Microversion version) {
        var resources = new LinkedHashMap<String, Object>();
        summary.resources().forEach((name, fill) -> {
            if (version.atLeast(27) || demand.resources().containsKey(name)) {
                resources.put(name, fill);
            }
        });
        var wire = new LinkedHashMap<String, @Nullable Object>();
        wire.put("resources", resources);
        if (version.atLeast(17)) {
            wire.put("traits", summary.traits());
        }
        if (version.atLeast(29)) {
            wire.put("parent_provider_uuid", summary.provider().parentUuid());
            wire.put("root_provider_uuid", summary.provider().rootUuid());
        }
        return wire;
    }
}
