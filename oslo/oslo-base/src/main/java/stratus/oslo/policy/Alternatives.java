package stratus.oslo.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a caller would have to have for a check to pass: each alternative is a set of wants that all have to be met. */
record Alternatives(List<Set<Want>> all) {
    private static final int MOST = 64;
    private static final Alternatives DONE = new Alternatives(List.of(Set.of()));
    private static final Alternatives HOPELESS = new Alternatives(List.of());

    /** Something that the caller lacks, or should not have. */
    record Want(String name, String value, boolean not) {
        boolean isScope() {
            return !not && (name.equals("project_id") || name.equals("domain_id") || name.equals("system_scope"));
        }

        String sentence() {
            return (not ? "not " : "")
                    + switch (name) {
                        case "role" -> "the role " + value;
                        case "system_scope" -> "a token for the system";
                        case "project_id", "domain_id" ->
                            "a token for the %s %s".formatted(name.replace("_id", ""), value);
                        case "user_id" -> "being the user " + value;
                        case "service_roles" -> "beside it the token of a service with the role " + value;
                        default -> "%s %s".formatted(name, value);
                    };
        }
    }

    static Alternatives of(Check check, boolean wanted, Credentials credentials, Target target) {
        return switch (check) {
            case Check.Not(var inner) -> of(inner, !wanted, credentials, target);
            case Check.All(var checks) -> of(checks, wanted, wanted, credentials, target);
            case Check.Any(var checks) -> of(checks, !wanted, wanted, credentials, target);
            case Check.Admin(var inner, var match) ->
                of(inner, wanted == "True".equals(match.fill(target)), credentials, target);
            default -> check.allows(credentials, target) == wanted ? DONE : want(check, !wanted, target);
        };
    }

    private static Alternatives of(
            List<Check> checks, boolean together, boolean wanted, Credentials credentials, Target target) {
        var parts = checks.stream().map(c -> of(c, wanted, credentials, target)).toList();
        return together
                ? parts.stream().reduce(DONE, Alternatives::and)
                : parts.stream().reduce(HOPELESS, Alternatives::or);
    }

    private static Alternatives want(Check leaf, boolean not, Target target) {
        var match = CheckText.match(leaf);
        var value = match == null ? null : match.fill(target);
        var name = switch (leaf) {
            case Check.Role _ -> "role";
            case Check.Credential credential -> plain(credential.name());
            default -> null; // the target's doing: no token changes it
        };
        return name == null || value == null ? HOPELESS : new Alternatives(List.of(Set.of(new Want(name, value, not))));
    }

    private static String plain(String credential) {
        return switch (credential) {
            case "tenant", "tenant_id", "project" -> "project_id";
            case "user" -> "user_id";
            default -> credential;
        };
    }

    private Alternatives or(Alternatives other) {
        return new Alternatives(Stream.concat(all.stream(), other.all.stream())
                .distinct()
                .limit(MOST)
                .toList());
    }

    private Alternatives and(Alternatives other) {
        var both = new ArrayList<Set<Want>>();
        for (var one : all) {
            for (var two : other.all) {
                var together = new LinkedHashSet<>(one);
                together.addAll(two);
                if (together.stream().filter(Want::isScope).count() <= 1) { // a token is for one thing
                    both.add(together);
                }
            }
        }
        return new Alternatives(both.stream().distinct().limit(MOST).toList());
    }

    /** The fewest first, without those that ask for more than another. */
    List<Set<Want>> simplest() {
        return all.stream()
                .filter(one -> all.stream().noneMatch(two -> !one.equals(two) && one.containsAll(two)))
                .sorted(Comparator.comparingInt(Set::size))
                .toList();
    }
}
