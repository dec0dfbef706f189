package stratus.nova.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;

/** The end of a console's log, as upstream counts lines: what follows the last line end is one, too. */
final class ConsoleTail {
    private static final Pattern UNSEEN = Pattern.compile("[\\x00-\\x08\\x0B-\\x1F]");

    private ConsoleTail() {}

    /** How many lines are asked for; null is all of them. */
    static @Nullable Integer length(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        boolean number = given.isIntegralNumber() || given.isString();
        if (!number || !given.asString().matches("-?[0-9]{1,9}")) {
            throw new Fault.Invalid("length", "%s does not match '^-?[0-9]+$'".formatted(given));
        }
        int lines = Integer.parseInt(given.asString());
        if (lines < -1) {
            throw new Fault.Invalid("length", "%d is less than the minimum of -1".formatted(lines));
        }
        return lines == -1 ? null : lines;
    }

    static String of(String log, @Nullable Integer lines) {
        var seen = UNSEEN.matcher(log).replaceAll("");
        if (lines == null || lines == 0) {
            return lines == null ? seen : "";
        }
        int from = seen.length();
        for (int left = lines; left > 0 && from >= 0; left--) {
            from = seen.lastIndexOf('\n', from - 1);
        }
        return seen.substring(from + 1);
    }
}
