package stratus.oslo.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads one check-string: {@code not} binds closest, then {@code and}, then {@code or}. */
final class CheckParser {
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern CONSTANT = Pattern.compile("True|False|None|-?\\d+(\\.\\d+)?");

    private final List<String> tokens;
    private final Function<String, Check> rules;
    private int next;

    private CheckParser(List<String> tokens, Function<String, Check> rules) {
        this.tokens = tokens;
        this.rules = rules;
    }

    /**
     * @param rules finds the rule that {@code rule:name} names
     * @throws IllegalArgumentException saying what is wrong with the text
     */
    static Check parse(String text, Function<String, Check> rules) {
        var tokens = tokens(text);
        if (tokens.isEmpty()) {
            return new Check.Constant(true);
        }
        var parser = new CheckParser(tokens, rules);
        var check = parser.any();
        if (parser.peek() != null) {
            throw new IllegalArgumentException("'%s' is not expected there".formatted(parser.peek()));
        }
        return check;
    }

    /** Parentheses are tokens at the ends of a word only: within it they belong to {@code %(name)s}. */
    private static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        for (var word : text.strip().split("\\s+")) {
            int start = 0;
            int end = word.length();
            for (; start < end && word.charAt(start) == '('; start++) {
                tokens.add("(");
            }
            while (end > start && word.charAt(end - 1) == ')') {
                end--;
            }
            if (start < end) {
                tokens.add(word.substring(start, end));
            }
            for (int i = end; i < word.length(); i++) {
                tokens.add(")");
            }
        }
        return tokens;
    }

    private Check any() {
        var checks = new ArrayList<>(List.of(all()));
        while (accept("or")) {
            checks.add(all());
        }
        return checks.size() == 1 ? checks.getFirst() : new Check.Any(List.copyOf(checks));
    }

    private Check all() {
        var checks = new ArrayList<>(List.of(one()));
        while (accept("and")) {
            checks.add(one());
        }
        return checks.size() == 1 ? checks.getFirst() : new Check.All(List.copyOf(checks));
    }

    private Check one() {
        if (accept("not")) {
            return new Check.Not(one());
        }
        if (accept("(")) {
            var check = any();
            if (!accept(")")) {
                throw new IllegalArgumentException("a ')' is missing");
            }
            return check;
        }
        var token = peek();
        if (token == null || List.of(")", "and", "or").contains(token.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    token == null
                            ? "a check is missing at the end"
                            : "a check is missing before '%s'".formatted(token));
        }
        next++;
        return check(token);
    }

    private @Nullable String peek() {
        return next < tokens.size() ? tokens.get(next) : null;
    }

    private boolean accept(String token) {
        if (token.equalsIgnoreCase(peek())) {
            next++;
            return true;
        }
        return false;
    }

    private Check check(String word) {
        if (word.equals("@") || word.equals("!")) {
            return new Check.Constant(word.equals("@"));
        }
        int colon = word.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'%s' is no check: write kind:value, @ or !".formatted(word));
        }
        return check(word.substring(0, colon), word.substring(colon + 1));
    }

    private Check check(String kind, String match) {
        return switch (kind) {
            case "rule" -> rules.apply(match);
            case "role" -> new Check.Role(Template.parse(match));
            case "is_admin" -> new Check.Admin(rules.apply(Policy.CONTEXT_IS_ADMIN), Template.parse(match));
            case "field" -> field(match);
            case "http", "https" -> throw new IllegalArgumentException("checks by a remote server are not supported");
            default -> generic(kind, Template.parse(match));
        };
    }

    private static Check generic(String kind, Template match) {
        if (QUOTED.matcher(kind).matches()) {
            return new Check.Literal(kind.substring(1, kind.length() - 1), match);
        }
        if (CONSTANT.matcher(kind).matches()) {
            return new Check.Literal(kind, match);
        }
        if (!Credentials.NAMES.contains(kind)) {
            throw new IllegalArgumentException("a caller has no '%s'; there is %s"
                    .formatted(
                            kind,
                            String.join(
                                    ", ", Credentials.NAMES.stream().sorted().toList())));
        }
        return new Check.Credential(kind, match);
    }

    private static Check field(String match) {
        int colon = match.indexOf(':');
        int equals = match.indexOf('=', colon);
        if (colon < 0 || equals < 0) {
            throw new IllegalArgumentException("'field:%s' is not field:resource:name=value".formatted(match));
        }
        try {
            return Check.Field.of(match.substring(colon + 1, equals), match.substring(equals + 1));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'field:%s' has a bad pattern".formatted(match), e);
        }
    }
}
