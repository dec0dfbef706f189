package stratus.clients.placement;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.http.RestClient;
import tools.jackson.databind.JsonNode;

/**
 * Placement as Nova needs it, as the service user: every call may be repeated.
 *
 * <p>Writes that lose a race for a generation are tried again a few times before they are a {@link Fault.Conflict}.
 */
public final class PlacementClient {
    private static final int TRIES = 5;
    private static final String CONCURRENT = "placement.concurrent_update";

    private final Supplier<RestClient> rest;

    /** {@code rest} gives a client of Placement with a valid service token each time. */
    public PlacementClient(Supplier<RestClient> rest) {
        this.rest = rest;
    }

    /** Makes the provider where there is none such. */
    public void ensureProvider(String uuid, String name) {
        try {
            client().get("/resource_providers/" + uuid);
        } catch (Fault.NotFound missing) {
            try {
                client().post("/resource_providers", Map.of("uuid", uuid, "name", name));
            } catch (Fault.Conflict another) {
                client().get("/resource_providers/" + uuid);
            }
        }
    }

    /** The provider and everything pinned to it; gone already is a success. */
    public void deleteProvider(String uuid) {
        client().delete("/resource_providers/" + uuid);
    }

    /** Exactly these, by class; nothing is sent where they are so already. */
    public void setInventories(String provider, Map<String, Inventory> wanted) {
        var path = "/resource_providers/" + provider + "/inventories";
        retried(() -> {
            var now = client().get(path);
            if (!same(now.path("inventories"), wanted)) {
                client().put(path, Map.of("inventories", wanted, "resource_provider_generation", generation(now)));
            }
        });
    }

    /** Exactly these. */
    public void setTraits(String provider, Collection<String> wanted) {
        var path = "/resource_providers/" + provider + "/traits";
        retried(() -> {
            var now = client().get(path);
            if (!strings(now.path("traits")).equals(Set.copyOf(wanted))) {
                client().put(
                                path,
                                Map.of("traits", Set.copyOf(wanted), "resource_provider_generation", generation(now)));
            }
        });
    }

    /** Exactly these. */
    public void setAggregates(String provider, Collection<String> wanted) {
        var path = "/resource_providers/" + provider + "/aggregates";
        retried(() -> {
            var now = client().get(path);
            if (!strings(now.path("aggregates")).equals(Set.copyOf(wanted))) {
                client().put(
                                path,
                                Map.of(
                                        "aggregates",
                                        Set.copyOf(wanted),
                                        "resource_provider_generation",
                                        generation(now)));
            }
        });
    }

    /** Empty where nobody has room. */
    public List<Candidate> candidates(Candidate.Request request) {
        var answer = client().get("/allocation_candidates?" + query(request));
        var summaries = answer.path("provider_summaries");
        var found = new ArrayList<Candidate>();
        for (var one : answer.path("allocation_requests")) {
            var allocations = amounts(one.path("allocations"));
            var any = allocations.keySet().iterator().next();
            var root = summaries.path(any).path("root_provider_uuid").asString();
            var summary = summaries.path(root);
            var fills = new LinkedHashMap<String, Candidate.Fill>();
            summary.path("resources")
                    .forEachEntry((name, fill) -> fills.put(
                            name,
                            new Candidate.Fill(
                                    fill.path("capacity").longValue(),
                                    fill.path("used").longValue())));
            found.add(new Candidate(root, allocations, strings(summary.path("traits")), fills));
        }
        return found;
    }

    /**
     * Gives the consumer these in place of whatever it has, in one step.
     *
     * @throws Fault.Conflict where there is no room any more
     */
    public void claim(String consumer, String project, String user, Map<String, Map<String, Long>> allocations) {
        var byProvider = new LinkedHashMap<String, Object>();
        allocations.forEach((provider, amounts) -> byProvider.put(provider, Map.of("resources", amounts)));
        var generation = new AtomicReference<@Nullable Long>(); // most consumers are new ones
        retried(() -> {
            var body = new LinkedHashMap<String, @Nullable Object>();
            body.put("allocations", byProvider);
            body.put("project_id", project);
            body.put("user_id", user);
            body.put("consumer_type", "INSTANCE");
            body.put("consumer_generation", generation.get());
            try {
                client().put("/allocations/" + consumer, body);
            } catch (Fault.Conflict conflict) {
                var now = client().get("/allocations/" + consumer).get("consumer_generation");
                generation.set(now == null ? null : now.longValue());
                throw conflict;
            }
        });
    }

    /** Who consumes. {@code type} is a consumer type, as {@code INSTANCE}. */
    public record Consumer(String id, String type, String project, String user) {}

    /** All that {@code from} has is {@code to}'s, in place of what that had, in one step; nothing to move is a success. */
    public void move(Consumer from, Consumer to) {
        retried(() -> {
            var source = client().get("/allocations/" + from.id());
            var amounts = amounts(source.path("allocations"));
            if (!amounts.isEmpty()) {
                var target = client().get("/allocations/" + to.id());
                var body = new LinkedHashMap<String, Object>();
                body.put(from.id(), claim(from, Map.of(), source));
                body.put(to.id(), claim(to, amounts, target));
                client().post("/allocations", body);
            }
        });
    }

    private static Map<String, @Nullable Object> claim(
            Consumer consumer, Map<String, Map<String, Long>> amounts, JsonNode now) {
        var byProvider = new LinkedHashMap<String, Object>();
        amounts.forEach((provider, resources) -> byProvider.put(provider, Map.of("resources", resources)));
        var generation = now.get("consumer_generation");
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("allocations", byProvider);
        body.put("project_id", consumer.project());
        body.put("user_id", consumer.user());
        body.put("consumer_type", consumer.type());
        body.put("consumer_generation", generation == null || generation.isNull() ? null : generation.longValue());
        return body;
    }

    /** Gives everything back; nothing there is a success. */
    public void release(String consumer) {
        client().delete("/allocations/" + consumer);
    }

    /** Amounts by class, by provider; empty for one who has nothing. */
    public Map<String, Map<String, Long>> allocations(String consumer) {
        return amounts(client().get("/allocations/" + consumer).path("allocations"));
    }

    /** Amounts by class, by consumer: all who use the provider. */
    public Map<String, Map<String, Long>> consumers(String provider) {
        return amounts(
                client().get("/resource_providers/" + provider + "/allocations").path("allocations"));
    }

    private RestClient client() {
        return rest.get().header("OpenStack-API-Version", "placement 1.39");
    }

    private static void retried(Runnable write) {
        for (int left = TRIES; ; left--) {
            try {
                write.run();
                return;
            } catch (Fault.Conflict conflict) {
                if (left == 1 || !CONCURRENT.equals(conflict.code())) {
                    throw conflict;
                }
            }
        }
    }

    private static boolean same(JsonNode now, Map<String, Inventory> wanted) {
        if (now.size() != wanted.size()) {
            return false;
        }
        return wanted.entrySet().stream().allMatch(e -> {
            var i = now.path(e.getKey());
            return e.getValue()
                    .equals(new Inventory(
                            i.path("total").asLong(-1),
                            i.path("reserved").asLong(-1),
                            i.path("min_unit").asLong(-1),
                            i.path("max_unit").asLong(-1),
                            i.path("step_size").asLong(-1),
                            i.path("allocation_ratio").asDouble(-1)));
        });
    }

    private static long generation(JsonNode now) {
        return now.path("resource_provider_generation").longValue();
    }

    private static Set<String> strings(JsonNode array) {
        var all = new LinkedHashSet<String>();
        array.forEach(one -> all.add(one.asString()));
        return all;
    }

    private static Map<String, Map<String, Long>> amounts(JsonNode byOwner) {
        var all = new LinkedHashMap<String, Map<String, Long>>();
        byOwner.forEachEntry((owner, one) -> {
            var amounts = new LinkedHashMap<String, Long>();
            one.path("resources").forEachEntry((name, amount) -> amounts.put(name, amount.longValue()));
            all.put(owner, amounts);
        });
        return all;
    }

    private static String query(Candidate.Request request) {
        var parts = new ArrayList<String>();
        parts.add("resources="
                + request.resources().entrySet().stream()
                        .map(e -> e.getKey() + ":" + e.getValue())
                        .collect(Collectors.joining(",")));
        var traits = new ArrayList<>(request.required());
        request.forbidden().forEach(t -> traits.add("!" + t));
        if (!traits.isEmpty()) {
            parts.add("required=" + URLEncoder.encode(String.join(",", traits), StandardCharsets.UTF_8));
        }
        request.aggregates().forEach(any -> parts.add("member_of=in:" + String.join(",", any)));
        if (!request.inTree().isEmpty()) {
            parts.add("in_tree=" + request.inTree());
        }
        parts.add("limit=" + request.limit());
        return String.join("&", parts);
    }
}
