package stratus.oslo.policy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes checks as they would be written in a file, and takes them apart. */
final class CheckText {
    private CheckText() {}

    /** With parentheses where they are needed only. */
    static String of(Check check) {
        return switch (check) {
            case Check.Constant(var allowed) -> allowed ? "@" : "!";
            case Check.Not(var inner) -> "not " + within(inner);
            case Check.All(var checks) -> checks.stream().map(CheckText::within).collect(Collectors.joining(" and "));
            case Check.Any(var checks) -> checks.stream().map(CheckText::within).collect(Collectors.joining(" or "));
            case Check.Role(var role) -> "role:" + role.text();
            case Check.Literal(var value, var match) -> "'%s':%s".formatted(value, match.text());
            case Check.Credential(var name, var match) -> name + ":" + match.text();
            case Check.Admin admin -> "is_admin:" + admin.match().text();
            case Check.Field field -> "field:%s=%s".formatted(field.name(), field.value());
        };
    }

    private static String within(Check check) {
        return check instanceof Check.Any || check instanceof Check.All ? "(" + of(check) + ")" : of(check);
    }

    /** The checks that are made of no others. */
    static Stream<Check> leaves(Check check) {
        return switch (check) {
            case Check.Not(var inner) -> leaves(inner);
            case Check.All(var checks) -> checks.stream().flatMap(CheckText::leaves);
            case Check.Any(var checks) -> checks.stream().flatMap(CheckText::leaves);
            case Check.Admin admin -> Stream.concat(Stream.of(check), leaves(admin.contextIsAdmin()));
            default -> Stream.of(check);
        };
    }

    /** What a leaf compares with. */
    static @Nullable Template match(Check leaf) {
        return switch (leaf) {
            case Check.Role(var role) -> role;
            case Check.Literal literal -> literal.match();
            case Check.Credential credential -> credential.match();
            case Check.Admin admin -> admin.match();
            default -> null;
        };
    }

    /** The names of the target that a leaf looks at. */
    static List<String> names(Check leaf) {
        if (leaf instanceof Check.Field field) {
            return List.of(field.name());
        }
        var match = match(leaf);
        return match == null ? List.of() : match.names();
    }
}
