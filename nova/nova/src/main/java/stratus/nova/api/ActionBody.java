package stratus.nova.api;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;

/** What the arguments of servers' actions have in common. */
final class ActionBody {
    private ActionBody() {}

    /** Refuses what is no object, and properties other than these. */
    static void only(JsonNode body, String action, String... known) {
        if (!body.isObject()) {
            throw new Fault.Invalid(action, "%s is not of type 'object'".formatted(body));
        }
        var names = Set.copyOf(List.of(known));
        for (var name : body.propertyNames()) {
            if (!names.contains(name)) {
                throw new Fault.Invalid(
                        action, "Additional properties are not allowed ('%s' was unexpected)".formatted(name));
            }
        }
    }

    /** A host's name; null where none is named. */
    static @Nullable String host(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        if (!given.isString() || !given.stringValue().matches("[a-zA-Z0-9-._]{1,255}")) {
            throw new Fault.Invalid("host", "%s does not match '^[a-zA-Z0-9-._]*$'".formatted(given));
        }
        return given.stringValue();
    }
}
