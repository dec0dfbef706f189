package stratus.oslo.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule refused a caller, and what would have satisfied it. There is no secret in it: of the target, it has what
 * the rule looks at.
 *
 * @param check the rule as it is written
 * @param expanded the same with the rules that it names in place
 * @param scopes the kinds of tokens that the rule takes at all
 * @param credentials what the caller has, under the names that rules use
 * @param target what the rule looked at; null where the target has no such thing
 * @param parts each check of the expanded rule and what came of it
 * @param satisfiedBy ways to satisfy the rule, each a list of all that is missing; empty where nothing a token could
 *     have would do
 */
public record Refusal(
        String rule,
        String check,
        String expanded,
        List<String> scopes,
        Map<String, String> credentials,
        Map<String, @Nullable String> target,
        List<Part> parts,
        List<List<String>> satisfiedBy) {
    /**
     * One check.
     *
     * @param wanted its right side with the target's values in place; null where the target lacks them
     */
    public record Part(
            String check, boolean passed, @Nullable String wanted) {}
}
