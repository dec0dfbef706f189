package stratus.oslo.http;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;

/** Keeps an application's token to the requests that it was made for. */
final class AccessRules {
    private static final Map<String, Set<String>> TYPES = Map.of(
            "keystone", Set.of("identity"),
            "glance", Set.of("image"),
            "placement", Set.of("placement"),
            "neutron", Set.of("network"),
            "nova", Set.of("compute"),
            "cinder", Set.of("block-storage", "block-store", "volume", "volumev2", "volumev3"));

    private AccessRules() {}

    /**
     * A service that asks on the user's behalf, its own token beside the user's, may go on: the user's request was let
     * in where it arrived.
     *
     * @param api the name of the API that was asked
     */
    static void require(Caller caller, String api, String method, String path) {
        var rules = caller.accessRules();
        if (rules == null || caller.serviceRoles().contains("service")) {
            return;
        }
        var types = TYPES.getOrDefault(api, Set.of(api));
        boolean allowed = rules.stream()
                .anyMatch(rule -> types.contains(rule.service())
                        && rule.method().equals(method)
                        && pattern(rule.path()).matcher(path).matches());
        if (!allowed) {
            throw new Fault.Unauthorized("The request you have made requires authentication.");
        }
    }

    /** One segment for a star or a name in braces, any for two stars. */
    static Pattern pattern(String path) {
        var regex = new StringBuilder();
        var parts = Pattern.compile("\\*\\*|\\*|\\{[^/}]*\\}").matcher(path);
        int at = 0;
        while (parts.find()) {
            regex.append(Pattern.quote(path.substring(at, parts.start())));
            regex.append(parts.group().equals("**") ? ".*" : "[^/]+");
            at = parts.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(path.substring(at))).toString());
    }
}
