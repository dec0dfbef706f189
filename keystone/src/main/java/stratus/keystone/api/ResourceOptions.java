package stratus.keystone.api;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;

/** The options that resources may have, and no others; null takes one away. */
final class ResourceOptions {
    private static final String RULES = "multi_factor_auth_rules";
    private static final Set<String> OF_USERS = Set.of(
            "ignore_change_password_upon_first_use",
            "ignore_password_expiry",
            "ignore_lockout_failure_attempts",
            "lock_password",
            "ignore_user_inactivity",
            "multi_factor_auth_enabled",
            RULES);
    private static final Set<String> OF_OTHERS = Set.of("immutable");

    private ResourceOptions() {}

    static Map<String, Object> ofUser(Fields fields, Map<String, Object> old) {
        return checked(fields, OF_USERS, old);
    }

    /** A project's, a domain's or a role's. */
    static Map<String, Object> of(Fields fields, Map<String, Object> old) {
        return checked(fields, OF_OTHERS, old);
    }

    private static Map<String, Object> checked(Fields fields, Set<String> known, Map<String, Object> old) {
        fields.raw("options").properties().forEach(option -> check(option.getKey(), option.getValue(), known));
        return fields.map("options", old);
    }

    private static void check(String name, JsonNode value, Set<String> known) {
        if (!known.contains(name)) {
            throw invalid("Additional properties are not allowed ('%s' was unexpected)".formatted(name));
        }
        if (value.isNull()) {
            return;
        }
        if (name.equals(RULES)) {
            rules(value);
        } else if (!value.isBoolean()) {
            throw invalid("%s is not of type 'boolean'".formatted(value));
        }
    }

    /** Lists of methods, none of them empty and nothing said twice. */
    private static void rules(JsonNode rules) {
        if (!rules.isArray() || repeats(rules)) {
            throw invalid("%s is not a list of different lists".formatted(rules));
        }
        for (var rule : rules) {
            boolean texts = rule.isArray() && rule.values().stream().allMatch(JsonNode::isString);
            if (!texts || rule.isEmpty() || repeats(rule)) {
                throw invalid("%s is not a list of different methods".formatted(rule));
            }
        }
    }

    private static boolean repeats(JsonNode list) {
        return new HashSet<>(list.values()).size() < list.size();
    }

    private static Fault.Invalid invalid(String problem) {
        return new Fault.Invalid("options", problem);
    }
}
