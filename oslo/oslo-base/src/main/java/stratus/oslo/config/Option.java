package stratus.oslo.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One key of a group, as a record's component declares it.
 *
 * @param fallback its default as text; null if it has none
 */
record Option(
        String group,
        String key,
        Kind kind,
        boolean nullable,
        @Nullable String fallback,
        String doc) {
    /** At the end of a group that there may be any number of. */
    static final String STAR = ".*";

    /** Those of a record, in its order. */
    static List<Option> of(Class<? extends Record> type) {
        return of(group(type), type);
    }

    /** The same where a name stands for the star. */
    static List<Option> of(Class<? extends Record> type, String name) {
        return of(group(type).replace("*", name), type);
    }

    private static List<Option> of(String group, Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents()).map(c -> of(group, c)).toList();
    }

    static String group(Class<? extends Record> type) {
        var group = type.getAnnotation(ConfigGroup.class);
        if (group == null) {
            throw new IllegalArgumentException(type.getName() + " has no @ConfigGroup");
        }
        return group.value();
    }

    private static Option of(String group, RecordComponent component) {
        var key = component.getAnnotation(Key.class);
        var fallback = component.getAnnotation(Default.class);
        var doc = component.getAnnotation(Doc.class);
        return new Option(
                group,
                key == null ? kebab(component.getName()) : key.value(),
                Kind.of(component.getGenericType()),
                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                fallback == null ? null : fallback.value(),
                doc == null ? "" : doc.value());
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    String path() {
        return group + "." + key;
    }

    Object parse(String text) {
        try {
            return kind.parse(text);
        } catch (IllegalArgumentException e) {
            throw bad(text, e);
        }
    }

    Object read(JsonNode node) {
        try {
            return kind.read(node);
        } catch (IllegalArgumentException e) {
            throw bad(node.toString(), e);
        }
    }

    /** When nobody sets it. */
    @Nullable Object unset() {
        if (fallback != null) {
            return parse(fallback);
        }
        if (nullable) {
            return null;
        }
        throw new ConfigException(
                "[%s] %s is missing: %s.".formatted(group, key, doc.isEmpty() ? "it has no default" : doc));
    }

    private ConfigException bad(String value, IllegalArgumentException e) {
        return new ConfigException(
                "[%s] %s = %s: it must be %s.".formatted(group, key, shown(value), kind.description()),
                kind == Kind.SECRET ? null : e);
    }

    private String shown(String value) {
        return kind == Kind.SECRET ? "***" : value;
    }
}
