package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;

/** What a request says of where its servers shall go: one text or several for each name. */
final class SchedulerHints {
    private static final Set<String> KNOWN = Set.of("group", "same_host", "different_host");

    private SchedulerHints() {}

    static Map<String, List<String>> of(@Nullable Map<String, Object> given) {
        var all = new LinkedHashMap<String, List<String>>();
        if (given != null) {
            given.forEach((name, value) -> {
                if (!KNOWN.contains(name)) {
                    throw new Fault.NotImplemented("The scheduler hint %s is not supported yet.".formatted(name));
                }
                all.put(name, texts(name, value));
            });
        }
        return all;
    }

    private static List<String> texts(String name, Object value) {
        var texts = value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
        texts.forEach(text -> id(name, text));
        if (name.equals("group") && texts.size() != 1) {
            throw new Fault.Invalid(name, "%s is not of type 'string'".formatted(texts));
        }
        return texts;
    }

    private static void id(String name, String text) {
        try {
            UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Fault.Invalid(name, "'%s' is not a 'uuid'".formatted(text));
        }
    }
}
