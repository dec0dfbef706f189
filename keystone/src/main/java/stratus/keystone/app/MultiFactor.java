package stratus.keystone.app;

import java.util.List;
import java.util.Set;
import stratus.keystone.domain.User;

/** A user's own rules about which methods have to come together. */
final class MultiFactor {
    private static final Set<String> METHODS = Set.of("password", "token", "totp", "application_credential");

    private MultiFactor() {}

    /** Empty where the user has none, or has them switched off. Methods that nobody has are left out of them. */
    static List<List<String>> rules(User user) {
        if (!Boolean.TRUE.equals(user.options().getOrDefault("multi_factor_auth_enabled", true))
                || !(user.options().get("multi_factor_auth_rules") instanceof List<?> rules)) {
            return List.of();
        }
        return rules.stream()
                .filter(List.class::isInstance)
                .map(rule -> ((List<?>) rule)
                        .stream()
                                .map(String::valueOf)
                                .filter(METHODS::contains)
                                .distinct()
                                .toList())
                .filter(rule -> !rule.isEmpty())
                .toList();
    }

    static boolean satisfied(List<List<String>> rules, List<String> methods) {
        return rules.isEmpty() || rules.stream().anyMatch(methods::containsAll);
    }
}
