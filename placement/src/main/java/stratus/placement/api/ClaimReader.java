package stratus.placement.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import stratus.oslo.http.Microversion;
import stratus.placement.domain.Claim;
import tools.jackson.databind.JsonNode;

/** Reads claims as the versions of the API have them: a list at first, by provider since 1.12, by consumer in a POST. */
final class ClaimReader {
    private static final String UNKNOWN = "00000000-0000-0000-0000-000000000000";

    private ClaimReader() {}

    static Claim one(String consumer, JsonNode body, Microversion version) {
        Bodies.uuid(consumer);
        Bodies.only(body, fields(version, version.atLeast(34)));
        var allocations = Bodies.required(body, "allocations");
        boolean mayBeEmpty = version.atLeast(28);
        var amounts = version.atLeast(12) ? byProvider(allocations, mayBeEmpty) : list(allocations);
        return claim(consumer, body, version, amounts);
    }

    static List<Claim> many(JsonNode body, Microversion version) {
        if (!body.isObject() || body.isEmpty()) {
            throw Bodies.schema("{} does not have enough properties");
        }
        var claims = new ArrayList<Claim>();
        body.forEachEntry((consumer, one) -> {
            Bodies.uuid(consumer);
            Bodies.only(one, fields(version, version.atLeast(34)));
            claims.add(claim(consumer, one, version, byProvider(Bodies.required(one, "allocations"), true)));
        });
        return claims;
    }

    private static Set<String> fields(Microversion version, boolean mappings) {
        var names = new TreeSet<>(Set.of("allocations"));
        if (version.atLeast(8)) {
            names.addAll(Set.of("project_id", "user_id"));
        }
        if (version.atLeast(28)) {
            names.add("consumer_generation");
        }
        if (mappings) {
            names.add("mappings");
        }
        if (version.atLeast(38)) {
            names.add("consumer_type");
        }
        return names;
    }

    private static Claim claim(
            String consumer, JsonNode body, Microversion version, Map<String, Map<String, Long>> amounts) {
        boolean owned = version.atLeast(8);
        boolean generation = version.atLeast(28);
        return new Claim(
                consumer,
                owned ? Bodies.text(body, "project_id") : UNKNOWN,
                owned ? Bodies.text(body, "user_id") : UNKNOWN,
                version.atLeast(38) ? type(body) : null,
                generation,
                generation ? Bodies.number(body, "consumer_generation") : null,
                amounts);
    }

    private static @Nullable String type(JsonNode body) {
        var type = Bodies.text(body, "consumer_type");
        if (!type.matches("[A-Z0-9_]+")) {
            throw Bodies.schema("'%s' does not match '^[A-Z0-9_]+$'".formatted(type));
        }
        return type;
    }

    private static Map<String, Map<String, Long>> byProvider(JsonNode object, boolean mayBeEmpty) {
        if (!object.isObject() || object.isEmpty() && !mayBeEmpty) {
            throw Bodies.schema("%s does not have enough properties".formatted(object));
        }
        var all = new LinkedHashMap<String, Map<String, Long>>();
        object.forEachEntry((provider, one) -> {
            Bodies.only(one, Set.of("resources", "generation"));
            all.put(Bodies.uuid(provider), Bodies.amounts(Bodies.required(one, "resources")));
        });
        return all;
    }

    private static Map<String, Map<String, Long>> list(JsonNode array) {
        if (!array.isArray() || array.isEmpty()) {
            throw Bodies.schema("%s is too short".formatted(array));
        }
        var all = new LinkedHashMap<String, Map<String, Long>>();
        for (var one : array) {
            Bodies.only(one, Set.of("resource_provider", "resources"));
            var provider = Bodies.required(one, "resource_provider");
            Bodies.only(provider, Set.of("uuid"));
            all.put(Bodies.uuid(Bodies.text(provider, "uuid")), Bodies.amounts(Bodies.required(one, "resources")));
        }
        return all;
    }
}
