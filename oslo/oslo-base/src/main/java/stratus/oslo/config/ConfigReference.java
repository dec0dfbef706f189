package stratus.oslo.config;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The reference manual of the configuration, from the records themselves. */
public final class ConfigReference {
    private ConfigReference() {}

    /** A Markdown table for each group, in the order of their names. */
    public static String markdown(List<Class<? extends Record>> groups) {
        return groups.stream()
                .collect(Collectors.groupingBy(Option::group, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(g -> section(g.getKey(), g.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String section(String group, List<Class<? extends Record>> types) {
        var text = new StringBuilder("## [%s]\n\n".formatted(group));
        for (var type : types) {
            var doc = type.getAnnotation(Doc.class);
            if (doc != null) {
                text.append(doc.value()).append("\n\n");
            }
        }
        text.append("| key | is | default | |\n|---|---|---|---|\n");
        types.stream()
                .flatMap(type -> Option.of(type).stream())
                .distinct()
                .sorted(Comparator.comparing(Option::key))
                .forEach(o -> text.append(row(o)));
        return text.toString();
    }

    private static String row(Option option) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(option.key(), option.kind().description(), fallback(option), cell(option.doc()));
    }

    private static String fallback(Option option) {
        var fallback = option.fallback();
        if (fallback == null) {
            return option.nullable() ? "" : "must be set";
        }
        return fallback.isEmpty() ? "empty" : "`" + cell(fallback) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
