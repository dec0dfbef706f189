package stratus.glance.domain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Who may create, read, update and delete which properties of images: upstream's property protection file.
 *
 * @param sections in the file's order: the first whose expression is found in a property's name counts
 * @param byPolicy whether they name rules of the policy, and not roles
 */
public record PropertyProtection(List<Section> sections, boolean byPolicy) {
    private static final List<String> ACTIONS = List.of("create", "read", "update", "delete");
    private static final String OWN = "os_glance";

    /** @param may roles, or a rule, by what they may do; {@code @} is everybody and {@code !} nobody */
    public record Section(Pattern names, Map<String, List<String>> may) {}

    /** Everybody may do everything. */
    public static PropertyProtection none() {
        return new PropertyProtection(List.of(), false);
    }

    /**
     * @param format {@code roles} or {@code policies}
     * @throws IllegalArgumentException for a file that is not there, or is no such file
     */
    public static PropertyProtection read(Path file, String format) {
        if (!List.of("roles", "policies").contains(format)) {
            throw new IllegalArgumentException("property-protection-rule-format is roles or policies, not " + format);
        }
        try {
            var sections = sections(Files.readAllLines(file), file);
            boolean byPolicy = format.equals("policies");
            if (byPolicy
                    && sections.stream().flatMap(s -> s.may().values().stream()).anyMatch(may -> may.size() > 1)) {
                throw new IllegalArgumentException("%s: one rule for each action.".formatted(file));
            }
            return new PropertyProtection(sections, byPolicy);
        } catch (IOException e) {
            throw new IllegalArgumentException("property-protection-file %s cannot be read.".formatted(file), e);
        }
    }

    private static List<Section> sections(List<String> lines, Path file) {
        var sections = new ArrayList<Section>();
        for (var line : lines.stream().map(String::strip).toList()) {
            if (line.startsWith("[") && line.endsWith("]")) {
                sections.add(new Section(pattern(line.substring(1, line.length() - 1)), new HashMap<>()));
            } else if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
                var parts = line.split("[=:]", 2);
                if (sections.isEmpty() || parts.length < 2) {
                    throw new IllegalArgumentException("%s: %s is neither a section nor a rule.".formatted(file, line));
                }
                sections.getLast().may().put(parts[0].strip().toLowerCase(Locale.ROOT), words(parts[1]));
            }
        }
        sections.forEach(section -> check(section, file));
        return List.copyOf(sections);
    }

    private static Pattern pattern(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("[%s] is no regular expression.".formatted(expression), e);
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static void check(Section section, Path file) {
        for (var action : ACTIONS) {
            var may = section.may().get(action);
            if (may == null || may.contains("@") && may.contains("!")) {
                throw new IllegalArgumentException("%s: [%s] has to say who may %s, and not both @ and !."
                        .formatted(file, section.names(), action));
            }
        }
    }

    /** The same; refuses rules that there are not among those of the policy. */
    public PropertyProtection among(Set<String> rules) {
        if (byPolicy) {
            for (var section : sections) {
                for (var rule :
                        section.may().values().stream().flatMap(List::stream).toList()) {
                    if (!rules.contains(rule) && !rule.equals("@") && !rule.equals("!")) {
                        throw new IllegalArgumentException("property-protection-file: there is no rule " + rule);
                    }
                }
            }
        }
        return this;
    }

    /**
     * Whether this may be done to a property; Glance's own are never protected.
     *
     * @param holds whether a role, or a rule, is the caller's
     */
    public boolean allows(String action, String property, Predicate<String> holds) {
        if (sections.isEmpty() || property.startsWith(OWN)) {
            return true;
        }
        return sections.stream()
                .filter(section -> section.names().matcher(property).find())
                .findFirst()
                .map(section -> section.may().getOrDefault(action, List.of()))
                .filter(may -> !may.contains("!"))
                .filter(may -> may.contains("@") || may.stream().anyMatch(holds))
                .isPresent();
    }
}
