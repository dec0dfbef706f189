package stratus.testing.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Upstream's documented bodies: what is in a sample has to be in an answer, under the same names and of the same types.
 *
 * <p>The samples are beside the repository and may be missing. What is an id in the one is another in the other, so
 * values are not compared; an object whose keys are ids is compared by its first member.
 */
public final class Golden {
    private static final Path SAMPLES = Path.of(System.getProperty("stratus.samples", "/work/shared/api-samples"));
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Golden() {}

    /** Whether there are samples at all. */
    public static boolean available() {
        return Files.isDirectory(SAMPLES);
    }

    /** {@code keystone/v3/samples/admin/user-show-response.json}; empty where it is missing, or no JSON itself. */
    public static Optional<JsonNode> sample(String file) {
        var path = SAMPLES.resolve(file);
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(Files.readString(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (tools.jackson.core.JacksonException notWellFormed) {
            return Optional.empty();
        }
    }

    /** Where the answer has not what the sample has, one line each. */
    public static List<String> missing(JsonNode sample, JsonNode answer) {
        var all = new ArrayList<String>();
        compare("", sample, answer, all);
        return all;
    }

    private static void compare(String at, JsonNode sample, JsonNode answer, List<String> missing) {
        if (sample.isObject() && answer.isObject()) {
            objects(at, sample, answer, missing);
        } else if (sample.isArray() && answer.isArray()) {
            if (!sample.isEmpty() && !answer.isEmpty()) {
                compare(at + "[]", sample.get(0), answer.get(0), missing);
            }
        } else if (!kind(sample).equals(kind(answer)) && !sample.isNull() && !answer.isNull()) {
            missing.add("%s is %s, not %s".formatted(at, kind(answer), kind(sample)));
        }
    }

    private static void objects(String at, JsonNode sample, JsonNode answer, List<String> missing) {
        var wanted = members(sample);
        var found = members(answer);
        if (!wanted.isEmpty() && wanted.keySet().stream().allMatch(Golden::isId) && !found.isEmpty()) {
            compare(
                    at + ".*",
                    wanted.values().iterator().next(),
                    found.values().iterator().next(),
                    missing);
            return;
        }
        wanted.forEach((name, value) -> {
            var other = found.get(name);
            if (other == null) {
                missing.add("%s.%s is missing".formatted(at, name));
            } else {
                compare(at + "." + name, value, other, missing);
            }
        });
    }

    private static Map<String, JsonNode> members(JsonNode object) {
        var all = new TreeMap<String, JsonNode>();
        object.forEachEntry(all::put);
        return all;
    }

    private static boolean isId(String name) {
        return name.matches("[0-9a-f-]{32,36}");
    }

    private static String kind(JsonNode node) {
        return node.isNumber() ? "NUMBER" : node.getNodeType().name();
    }
}
