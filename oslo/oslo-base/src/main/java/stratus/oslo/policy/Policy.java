package stratus.oslo.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;

/**
 * A service's rules, in oslo.policy's language: who may do what to which target.
 *
 * <p>Unlike there, a bad check-string stops the start instead of denying in silence, and so do {@code http:} checks and
 * names that no caller has.
 */
public final class Policy {
    static final String DEFAULT = "default";
    static final String CONTEXT_IS_ADMIN = "context_is_admin";

    private static final Set<String> ALL_KINDS = Set.of("system", "domain", "project");
    private static final Check DENIED = new Check.Constant(false);

    private final Map<String, Check> rules;
    private final Map<String, String> texts;
    private final Map<String, Set<String>> scopes;

    private Policy(Map<String, Check> rules, Map<String, String> texts, Map<String, Set<String>> scopes) {
        this.rules = rules;
        this.texts = texts;
        this.scopes = scopes;
    }

    /**
     * The same policy for tokens of some kinds only.
     *
     * @param kinds {@code system}, {@code domain}, {@code project}, with commas, by rule; a rule that is not among them
     *     takes all
     */
    public Policy within(Map<String, String> kinds) {
        var sets = new HashMap<String, Set<String>>();
        kinds.forEach((rule, words) -> sets.put(rule, Set.of(words.split(", *"))));
        return new Policy(rules, texts, Map.copyOf(sets));
    }

    /**
     * The defaults with an operator's overrides on top.
     *
     * @throws stratus.oslo.config.ConfigException naming file, rule and what is wrong with it
     */
    public static Policy load(Map<String, String> defaults, @Nullable Path overridesYaml) {
        var overrides = overridesYaml == null ? Map.<String, String>of() : RuleFile.read(overridesYaml);
        var texts = new HashMap<>(defaults);
        texts.putAll(overrides);
        return new Policy(new RuleCompiler(texts, overrides.keySet()).compile(), Map.copyOf(texts), Map.of());
    }

    /** Reads a resource beside {@code anchor}: YAML of rule names to check-strings. */
    public static Map<String, String> defaults(Class<?> anchor, String resource) {
        try (var in = anchor.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource %s beside %s".formatted(resource, anchor.getName()));
            }
            return RuleFile.read(in, resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether the caller may. A rule that nobody defined is the rule {@code default}, or denied.
     *
     * @param target what it is about: flat keys with dots, as in {@code target.user.id}, or nested maps
     */
    public boolean allows(Caller caller, String rule, Map<String, ? extends @Nullable Object> target) {
        var kinds = scopes.get(rule);
        var credentials = new Credentials(caller);
        if (kinds != null && !kinds.contains(credentials.kind())) {
            return false;
        }
        return check(rule).allows(credentials, new Target(target));
    }

    private Check check(String rule) {
        var check = rules.get(rule);
        return check == null ? rules.getOrDefault(DEFAULT, DENIED) : check;
    }

    /** Why {@link #allows} says no, and what would make it say yes. */
    public Refusal explain(Caller caller, String rule, Map<String, ? extends @Nullable Object> target) {
        var kinds = scopes.getOrDefault(rule, ALL_KINDS);
        var explanation = new Explanation(check(rule), kinds, new Credentials(caller), new Target(target));
        return explanation.refusal(rule, texts.getOrDefault(rule, texts.getOrDefault(DEFAULT, "!")));
    }

    /** As {@link #allows}; a no is {@link Fault.Forbidden}. */
    public void require(Caller caller, String rule, Map<String, ? extends @Nullable Object> target) {
        if (!allows(caller, rule, target)) {
            throw new Fault.Forbidden(rule);
        }
    }

    public Set<String> rules() {
        return rules.keySet();
    }
}
