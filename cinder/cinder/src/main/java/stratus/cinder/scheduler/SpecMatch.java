package stratus.cinder.scheduler;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an extra spec asks of what a backend says of itself: {@code >= 100}, {@code <is> True}, {@code <in> ssd}, {@code s!= a},
 * {@code <or> a <or> b}, or the plain value. An operator without a value fits nothing.
 */
final class SpecMatch {
    private static final Set<String> NUMBERS = Set.of("=", "==", "!=", ">=", "<=");
    private static final Set<String> TEXTS = Set.of("s==", "s!=", "s<", "s<=", "s>", "s>=");
    private static final Set<String> TRUE = Set.of("1", "t", "true", "on", "y", "yes");

    private SpecMatch() {}

    static boolean matches(String said, String asked) {
        var words = List.of(asked.strip().split("\\s+"));
        var operator = words.getFirst();
        var value = words.size() > 1 ? words.get(1) : null;
        boolean known = NUMBERS.contains(operator)
                || TEXTS.contains(operator)
                || Set.of("<is>", "<in>", "<or>").contains(operator);
        if (!known) {
            return said.equals(asked);
        }
        return value != null
                && switch (operator) {
                    case "<is>" -> truth(said) == truth(value);
                    case "<in>" -> said.contains(value);
                    case "<or>" -> words.stream().filter(w -> !w.equals("<or>")).anyMatch(said::equals);
                    default -> NUMBERS.contains(operator) ? number(said, operator, value) : text(said, operator, value);
                };
    }

    private static boolean truth(String text) {
        return TRUE.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Upstream's {@code =} is no less than. */
    private static boolean number(String said, String operator, String value) {
        try {
            int order = Double.compare(Double.parseDouble(said), Double.parseDouble(value));
            return holds(order, operator.equals("=") ? ">=" : operator);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean text(String said, String operator, String value) {
        return holds(said.compareTo(value), operator.substring(1));
    }

    private static boolean holds(int order, String operator) {
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case ">=" -> order >= 0;
            case ">" -> order > 0;
            case "<=" -> order <= 0;
            default -> order < 0;
        };
    }
}
