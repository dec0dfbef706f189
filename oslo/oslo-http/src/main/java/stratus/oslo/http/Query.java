package stratus.oslo.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;

/** The query string of a request, read leniently: what cannot be decoded stands as it was sent. */
public final class Query {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private Query() {}

    static Query parse(@Nullable String raw) {
        var query = new Query();
        if (raw != null) {
            for (var pair : raw.split("&")) {
                if (!pair.isEmpty()) {
                    int eq = pair.indexOf('=');
                    var name = decode(eq < 0 ? pair : pair.substring(0, eq));
                    query.values
                            .computeIfAbsent(name, _ -> new ArrayList<>())
                            .add(eq < 0 ? "" : decode(pair.substring(eq + 1)));
                }
            }
        }
        return query;
    }

    public Set<String> names() {
        return values.keySet();
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The first value; null where the name is absent. */
    public @Nullable String get(String name) {
        var all = values.get(name);
        return all == null ? null : all.getFirst();
    }

    public String get(String name, String otherwise) {
        var value = get(name);
        return value == null ? otherwise : value;
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** A whole number of at least {@code least}; {@code otherwise} where the name is absent; refuses any other. */
    public int integer(String name, int least, int otherwise) {
        var text = get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new Fault.Invalid(name, "'%s' is not an integer.".formatted(text));
        }
        throw new Fault.Invalid(name, "%s is less than the minimum of %d.".formatted(text, least));
    }

    static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
