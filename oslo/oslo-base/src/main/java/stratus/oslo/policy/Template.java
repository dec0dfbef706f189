package stratus.oslo.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The right side of a check: text with {@code %(name)s} in it. */
record Template(String text, List<Part> parts) {
    private static final Pattern NAME = Pattern.compile("%\\(([^)]*)\\)s|%%");

    sealed interface Part {
        record Text(String text) implements Part {}

        record Name(String name) implements Part {}
    }

    static Template parse(String text) {
        var parts = new ArrayList<Part>();
        var matcher = NAME.matcher(text);
        int end = 0;
        while (matcher.find()) {
            addText(parts, text.substring(end, matcher.start()));
            parts.add(matcher.group(1) == null ? new Part.Text("%") : new Part.Name(matcher.group(1)));
            end = matcher.end();
        }
        addText(parts, text.substring(end));
        return new Template(text, List.copyOf(parts));
    }

    private static void addText(List<Part> parts, String text) {
        if (text.contains("%")) {
            throw new IllegalArgumentException("'%s' is no %%(name)s".formatted(text));
        }
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text));
        }
    }

    /** Of the target's values that are wanted. */
    List<String> names() {
        return parts.stream()
                .<String>mapMulti((part, to) -> {
                    if (part instanceof Part.Name(var name)) {
                        to.accept(name);
                    }
                })
                .toList();
    }

    /** With the target's values in place; null if the target lacks one of the names. */
    @Nullable String fill(Target target) {
        if (parts.size() == 1) {
            return fill(parts.getFirst(), target);
        }
        var filled = new StringBuilder();
        for (var part : parts) {
            var text = fill(part, target);
            if (text == null) {
                return null;
            }
            filled.append(text);
        }
        return filled.toString();
    }

    private static @Nullable String fill(Part part, Target target) {
        return switch (part) {
            case Part.Text(var text) -> text;
            case Part.Name(var name) -> target.find(name);
        };
    }
}
