package stratus.glance;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.oslo.policy.Policy;

/** Who may do what: upstream's rules, an operator's changes to them, and how a no sounds. */
final class Rules {
    private static final Pattern REFUSED = Pattern.compile("^Policy doesn't allow (\\w+) to be performed\\.$");
    /** What others refer to; all the others are for tokens of projects. */
    private static final Set<String> ANYWHERE =
            Set.of("default", "context_is_admin", "service_api", "metadef_default", "metadef_admin");

    private Rules() {}

    static Policy policy(@Nullable Path overrides) {
        var defaults = Policy.defaults(GlanceService.class, "policy.yaml");
        var kinds = defaults.keySet().stream()
                .filter(rule -> !ANYWHERE.contains(rule))
                .collect(Collectors.toMap(rule -> rule, _ -> "project"));
        return Policy.load(defaults, overrides).within(kinds);
    }

    /** A refusal in upstream's words. */
    static String said(String message) {
        return REFUSED.matcher(message).replaceFirst("You are not authorized to complete $1 action.");
    }
}
