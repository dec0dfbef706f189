package stratus.oslo.config;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * What the operator set: one TOML file, and what the command line says over it.
 *
 * <p>Everything that cannot be used is a {@link ConfigException} with group, key and value.
 */
public final class Config {
    private final JsonNode root;
    private final Map<String, String> overrides;

    private Config(JsonNode root, Map<String, String> overrides) {
        this.root = root;
        this.overrides = Map.copyOf(overrides);
    }

    /** @param overrides values by {@code group.key}, as text */
    public static Config load(@Nullable Path file, Map<String, String> overrides) {
        return new Config(file == null ? JsonNodeFactory.instance.objectNode() : read(file), overrides);
    }

    private static JsonNode read(Path file) {
        var toml = TomlMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try {
            return toml.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new ConfigException("The configuration %s cannot be read: %s".formatted(file, e), e);
        } catch (JacksonException e) {
            var at = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new ConfigException(
                    "The configuration %s is not TOML, line %d: %s".formatted(file, at, e.getOriginalMessage()), e);
        }
    }

    /** The group that the record is marked with, defaults included. */
    public <T extends Record> T group(Class<T> type) {
        return made(type, Option.of(type));
    }

    /** Each table of a group that is named with {@code *} at its end, by the name that stands there. */
    public <T extends Record> Map<String, T> groups(Class<T> type) {
        var all = new LinkedHashMap<String, T>();
        for (var name : names(Option.group(type))) {
            all.put(name, made(type, Option.of(type, name)));
        }
        return all;
    }

    /** What stands in the file for a star; nothing for a group without one. */
    private List<String> names(String group) {
        return group.endsWith(Option.STAR)
                ? table(group.substring(0, group.length() - Option.STAR.length())).properties().stream()
                        .map(Map.Entry::getKey)
                        .toList()
                : List.of();
    }

    private <T extends Record> T made(Class<T> type, List<Option> options) {
        var values = options.stream().map(this::value).toArray();
        try {
            var constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true); // groups may be package-private
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            var refusal = e.getCause() == null ? e : e.getCause();
            throw new ConfigException("[%s] %s".formatted(Option.group(type), refusal.getMessage()), refusal);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getName(), e);
        }
    }

    private @Nullable Object value(Option option) {
        var override = overrides.get(option.path());
        if (override != null) {
            return option.parse(override);
        }
        var node = table(option.group()).path(option.key());
        return node.isMissingNode() ? option.unset() : option.read(node);
    }

    private JsonNode table(String group) {
        var node = root;
        for (var name : group.split("\\.")) {
            node = node.path(name);
        }
        if (!node.isMissingNode() && !node.isObject()) {
            throw new ConfigException("%s = %s: it must be a table, [%s].".formatted(group, node, group));
        }
        return node;
    }

    /** Refuses every key that is in none of the groups, and names the nearest that is. */
    public void check(List<Class<? extends Record>> known) {
        var keys = new TreeSet<String>();
        var groups = new HashSet<String>();
        for (var type : known) {
            groups.add(Option.group(type).replace(Option.STAR, ""));
            Option.of(type).forEach(o -> keys.add(o.path()));
            for (var name : names(Option.group(type))) {
                groups.add(Option.group(type).replace("*", name));
                Option.of(type, name).forEach(o -> keys.add(o.path()));
            }
        }
        var unknown = new ArrayList<String>();
        collect("", root, keys, groups, unknown);
        overrides.keySet().stream().filter(k -> !keys.contains(k)).sorted().forEach(unknown::add);
        if (!unknown.isEmpty()) {
            throw new ConfigException(String.join(
                    "\n",
                    unknown.stream().distinct().map(u -> complaint(u, keys)).toList()));
        }
    }

    private static String complaint(String path, Set<String> keys) {
        var nearest = Nearest.to(path, keys);
        return "There is no %s.".formatted(shown(path))
                + nearest.map(n -> " Did you mean %s?".formatted(shown(n))).orElse("");
    }

    private static String shown(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? path : "[%s] %s".formatted(path.substring(0, dot), path.substring(dot + 1));
    }

    private static void collect(
            String path, JsonNode table, Set<String> keys, Set<String> groups, List<String> unknown) {
        for (var entry : table.properties()) {
            var child = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            if (keys.contains(child)) {
                continue;
            }
            if (entry.getValue().isObject() && !(entry.getValue().isEmpty() && !leadsToGroup(child, groups))) {
                collect(child, entry.getValue(), keys, groups, unknown);
            } else {
                unknown.add(child);
            }
        }
    }

    private static boolean leadsToGroup(String path, Set<String> groups) {
        return groups.stream().anyMatch(g -> g.equals(path) || g.startsWith(path + "."));
    }
}
