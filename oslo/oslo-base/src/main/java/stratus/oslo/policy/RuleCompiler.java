package stratus.oslo.policy;

import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.oslo.config.ConfigException;

/** Compiles check-strings together, so that a rule holds the rules it names. */
final class RuleCompiler {
    private static final System.Logger log = System.getLogger("policy");
    private static final Check DENIED = new Check.Constant(false);

    private final Map<String, String> texts;
    private final Set<String> overridden;
    private final Map<String, Check> done = new HashMap<>();
    private final Set<String> underWay = new LinkedHashSet<>();

    /** @param overridden which of the rules an operator wrote */
    RuleCompiler(Map<String, String> texts, Set<String> overridden) {
        this.texts = texts;
        this.overridden = overridden;
    }

    Map<String, Check> compile() {
        texts.keySet().forEach(this::rule);
        return Map.copyOf(done);
    }

    private Check rule(String name) {
        var known = done.get(name);
        if (known != null) {
            return known;
        }
        if (!underWay.add(name)) {
            throw new ConfigException("Policy rule '%s' refers to itself: %s"
                    .formatted(name, String.join(" -> ", underWay) + " -> " + name));
        }
        try {
            var check = CheckParser.parse(text(name), reference -> reference(name, reference));
            done.put(name, check);
            return check;
        } catch (IllegalArgumentException e) {
            throw new ConfigException("Policy rule '%s' (\"%s\"): %s.".formatted(name, text(name), e.getMessage()), e);
        } finally {
            underWay.remove(name);
        }
    }

    private String text(String name) {
        return texts.getOrDefault(name, "!");
    }

    /** One that nobody defined is the rule {@code default}, or denied. */
    private Check reference(String from, String name) {
        if (texts.containsKey(name)) {
            return rule(name);
        }
        if (name.equals(Policy.CONTEXT_IS_ADMIN)) {
            return DENIED; // a service without the rule, Keystone for one, has no such thing as is_admin
        }
        if (!overridden.contains(from)) {
            throw new IllegalArgumentException("there is no rule '%s'".formatted(name));
        }
        log.log(Level.WARNING, "Policy rule {0} refers to {1}, which does not exist.", from, name);
        return fallback(texts.containsKey(Policy.DEFAULT) ? Policy.DEFAULT : null);
    }

    private Check fallback(@Nullable String name) {
        return name == null ? DENIED : rule(name);
    }
}
