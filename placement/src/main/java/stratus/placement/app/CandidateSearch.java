package stratus.placement.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.placement.domain.Candidates;
import stratus.placement.domain.Candidates.Fill;
import stratus.placement.domain.Candidates.Summary;
import stratus.placement.domain.Demand;
import stratus.placement.domain.Inventory;
import stratus.placement.domain.Provider;
import stratus.placement.store.CandidateStore;
import stratus.placement.store.CandidateStore.Fit;
import stratus.placement.store.CandidateStore.Trait;

/** Finds the ways to meet a demand: a provider, or several of one tree, that have room for everything asked. */
public final class CandidateSearch {
    /** Trees looked at in one go, so that no query names more than a database takes. */
    private static final int TREES = 2000;

    private final CandidateStore store;

    public CandidateSearch(CandidateStore store) {
        this.store = store;
    }

    /**
     * @param limit how many ways at most
     * @param nested whether several providers of a tree may share the demand
     * @param rootRequired traits that the tree's root has to have
     * @param rootForbidden traits that it must not have
     */
    public record Ask(
            Demand demand, int limit, boolean nested, List<String> rootRequired, List<String> rootForbidden) {}

    public Candidates find(Ask ask) {
        var trees = new LinkedHashMap<String, List<Fit>>();
        store.fits(ask.demand())
                .forEach(f -> trees.computeIfAbsent(f.rootUuid(), _ -> new ArrayList<>())
                        .add(f));
        trees.values().removeIf(fits -> !covers(ask.demand(), fits));
        var requests = new ArrayList<Map<String, Map<String, Long>>>();
        var roots = new LinkedHashSet<String>();
        var waiting = new ArrayList<>(trees.keySet());
        for (int from = 0; from < waiting.size() && requests.size() < ask.limit(); from += TREES) {
            var some = waiting.subList(from, Math.min(waiting.size(), from + TREES));
            var traits = traits(ask, some);
            for (var root : some) {
                var found = requests(ask, trees.getOrDefault(root, List.of()), traits, root);
                int room = ask.limit() - requests.size();
                requests.addAll(found.size() > room ? found.subList(0, room) : found);
                if (!found.isEmpty() && room > 0) {
                    roots.add(root);
                }
            }
        }
        return new Candidates(requests, summaries(List.copyOf(roots)));
    }

    private static boolean covers(Demand demand, List<Fit> fits) {
        return fits.stream()
                .map(Fit::resourceClass)
                .collect(Collectors.toSet())
                .containsAll(demand.resources().keySet());
    }

    private Map<String, Set<String>> traits(Ask ask, List<String> roots) {
        boolean none = ask.demand().required().isEmpty()
                && ask.rootRequired().isEmpty()
                && ask.rootForbidden().isEmpty();
        return none
                ? Map.of()
                : store.traits(roots).stream()
                        .collect(Collectors.groupingBy(
                                Trait::uuid, Collectors.mapping(Trait::name, Collectors.toSet())));
    }

    private static List<Map<String, Map<String, Long>>> requests(
            Ask ask, List<Fit> fits, Map<String, Set<String>> traits, String root) {
        var ofRoot = traits.getOrDefault(root, Set.of());
        if (!ofRoot.containsAll(ask.rootRequired())
                || ask.rootForbidden().stream().anyMatch(ofRoot::contains)) {
            return List.of();
        }
        var byClass = new LinkedHashMap<String, List<String>>();
        ask.demand().resources().keySet().forEach(c -> byClass.put(c, new ArrayList<>()));
        fits.forEach(
                f -> byClass.getOrDefault(f.resourceClass(), new ArrayList<>()).add(f.uuid()));
        var found = new ArrayList<Map<String, Map<String, Long>>>();
        combine(ask, List.copyOf(byClass.entrySet()), new LinkedHashMap<>(), traits, found);
        return found;
    }

    /** Chooses a provider for each class in turn; keeps the choices whose providers have the traits between them. */
    private static void combine(
            Ask ask,
            List<Map.Entry<String, List<String>>> classes,
            Map<String, String> chosen,
            Map<String, Set<String>> traits,
            List<Map<String, Map<String, Long>>> found) {
        if (found.size() >= ask.limit()) {
            return;
        }
        if (chosen.size() == classes.size()) {
            if (hasTraits(ask.demand(), chosen, traits)) {
                found.add(request(ask.demand(), chosen));
            }
            return;
        }
        var next = classes.get(chosen.size());
        for (var provider : next.getValue()) {
            if (ask.nested() || chosen.isEmpty() || chosen.containsValue(provider)) {
                var more = new LinkedHashMap<>(chosen);
                more.put(next.getKey(), provider);
                combine(ask, classes, more, traits, found);
            }
        }
    }

    private static boolean hasTraits(Demand demand, Map<String, String> chosen, Map<String, Set<String>> traits) {
        return demand.required().stream()
                .allMatch(any -> chosen.values().stream()
                        .anyMatch(p -> traits.getOrDefault(p, Set.of()).stream().anyMatch(any::contains)));
    }

    private static Map<String, Map<String, Long>> request(Demand demand, Map<String, String> chosen) {
        var request = new LinkedHashMap<String, Map<String, Long>>();
        demand.resources()
                .forEach((name, amount) -> request.computeIfAbsent(
                                String.valueOf(chosen.get(name)), _ -> new LinkedHashMap<>())
                        .put(name, amount));
        return request;
    }

    private Map<String, Summary> summaries(List<String> roots) {
        var summaries = new LinkedHashMap<String, Summary>();
        for (int from = 0; from < roots.size(); from += TREES) {
            var some = roots.subList(from, Math.min(roots.size(), from + TREES));
            var fills = new HashMap<String, Map<String, Fill>>();
            store.rooms(some).forEach(r -> {
                var inventory = new Inventory(
                        r.resourceClass(), r.total(), r.reserved(), 1, Long.MAX_VALUE, 1, r.allocationRatio());
                fills.computeIfAbsent(r.uuid(), _ -> new TreeMap<>())
                        .put(r.resourceClass(), new Fill(inventory.capacity(), r.used()));
            });
            var traits = store.traits(some).stream()
                    .collect(Collectors.groupingBy(Trait::uuid, Collectors.mapping(Trait::name, Collectors.toList())));
            store.providers(some)
                    .forEach(p -> summaries.put(p.uuid(), summary(p, fills.get(p.uuid()), traits.get(p.uuid()))));
        }
        return summaries;
    }

    private static Summary summary(
            Provider provider, @Nullable Map<String, Fill> fills, @Nullable List<String> traits) {
        return new Summary(provider, fills == null ? Map.of() : fills, traits == null ? List.of() : traits);
    }
}
