package stratus.oslo.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids;

/** What a rule is asked about: names with dots, as keys of one map or as a path through nested ones. */
record Target(Map<String, ? extends @Nullable Object> values) {
    /** The value as Python prints it; null if there is no such name. */
    @Nullable String find(String name) {
        return find(values, name);
    }

    private static @Nullable String find(Map<?, ?> map, String name) {
        if (map.containsKey(name)) {
            return text(map.get(name));
        }
        for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
            if (map.get(name.substring(0, dot)) instanceof Map<?, ?> nested) {
                var found = find(nested, name.substring(dot + 1));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean b -> b ? "True" : "False";
            case Ids.Id id -> id.text();
            default -> value.toString();
        };
    }
}
