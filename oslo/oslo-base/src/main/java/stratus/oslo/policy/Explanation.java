package stratus.oslo.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stratus.oslo.policy.Alternatives.Want;

/** Says of one rule why it is against a caller. */
record Explanation(Check check, Set<String> scopes, Credentials credentials, Target target) {
    Refusal refusal(String rule, String text) {
        return new Refusal(
                rule,
                text,
                CheckText.of(check),
                scopes.stream().sorted().toList(),
                credentials.shown(),
                lookedAt(),
                parts(),
                ways());
    }

    private Map<String, @Nullable String> lookedAt() {
        var found = new LinkedHashMap<String, @Nullable String>();
        CheckText.leaves(check)
                .flatMap(leaf -> CheckText.names(leaf).stream())
                .sorted()
                .forEach(name -> found.put(name, target.find(name)));
        return found;
    }

    private List<Refusal.Part> parts() {
        return CheckText.leaves(check)
                .map(leaf -> new Refusal.Part(CheckText.of(leaf), leaf.allows(credentials, target), wanted(leaf)))
                .distinct()
                .toList();
    }

    private @Nullable String wanted(Check leaf) {
        var match = CheckText.match(leaf);
        return match == null ? null : match.fill(target);
    }

    private List<List<String>> ways() {
        return Alternatives.of(check, true, credentials, target).simplest().stream()
                .map(this::way)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Null for one by a token that the rule does not take. */
    private @Nullable List<String> way(Set<Want> wants) {
        var kind = wants.stream().filter(Want::isScope).findFirst().map(Explanation::kind);
        if (kind.isPresent() && !scopes.contains(kind.get())) {
            return null;
        }
        var sentences = wants.stream().map(Want::sentence);
        return kind.isPresent() || scopes.contains(credentials.kind())
                ? sentences.toList()
                : Stream.concat(sentences, Stream.of(another())).toList();
    }

    private String another() {
        var names = new ArrayList<>(scopes.stream()
                .sorted()
                .map(s -> s.equals("system") ? "the system" : "a " + s)
                .toList());
        return "a token for " + String.join(" or ", names);
    }

    private static String kind(Want scope) {
        return scope.name().equals("system_scope") ? "system" : scope.name().replace("_id", "");
    }
}
