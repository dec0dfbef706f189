package stratus.glance.api;

import java.util.LinkedHashMap;
import java.util.Map;
import stratus.glance.app.Staging;
import stratus.glance.domain.PropertyProtection;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;

/** What the caller of a request may do to properties of images. */
public final class PropertyRules {
    private final PropertyProtection protection;

    public PropertyRules(PropertyProtection protection) {
        this.protection = protection;
    }

    boolean may(Request r, String action, String property) {
        return protection.allows(
                action,
                property,
                protection.byPolicy()
                        ? rule -> r.allows(rule, Map.of())
                        : role -> r.caller().roles().stream().anyMatch(role::equalsIgnoreCase));
    }

    void require(Request r, String action, String property) {
        if (!may(r, action, property)) {
            throw new Fault.Forbidden("Attribute '%s' is reserved.".formatted(property), null);
        }
    }

    /** Those that the caller may read; where bits are staged is nobody's business. */
    Map<String, String> readable(Request r, Map<String, String> properties) {
        var readable = new LinkedHashMap<>(properties);
        readable.keySet().removeIf(name -> name.equals(Staging.HOST) || !may(r, "read", name));
        return readable;
    }
}
