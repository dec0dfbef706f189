package stratus.cinder.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.VolumeType;
import stratus.oslo.http.Request;

/** Volume types as bodies show them. */
final class TypeView {
    /** What users may see of extra specs; administrators see them all. */
    private static final Set<String> USER_VISIBLE =
            Set.of("RESKEY:availability_zones", "multiattach", "replication_enabled");

    private TypeView() {}

    private static Map<String, @Nullable Object> own(Request r) {
        var project = r.caller().project();
        return Collections.singletonMap("project_id", project == null ? null : project.id());
    }

    static Map<String, @Nullable Object> of(Request r, VolumeType type) {
        var body = made(r, type);
        if (r.allows("volume_extension:access_types_qos_specs_id", Map.of())) {
            body.put("qos_specs_id", type.qosSpecsId());
        }
        return body;
    }

    /** The answer to a creation, which upstream writes without the QoS specs. */
    static Map<String, @Nullable Object> made(Request r, VolumeType type) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("id", type.id());
        body.put("name", type.name());
        body.put("is_public", type.isPublic());
        body.put("description", type.description());
        if (r.allows("volume_extension:access_types_extra_specs", own(r))) {
            body.put("extra_specs", specs(r, type));
        }
        body.put("os-volume-type-access:is_public", type.isPublic());
        return body;
    }

    /** Nor has the answer to an update what is about access. */
    static Map<String, @Nullable Object> updated(Request r, VolumeType type) {
        var body = made(r, type);
        body.remove("os-volume-type-access:is_public");
        return body;
    }

    /** Whether the caller sees all of these extra specs. */
    static boolean shows(Request r, Set<String> specs) {
        return USER_VISIBLE.containsAll(specs)
                || r.allows("volume_extension:types_extra_specs:read_sensitive", Map.of());
    }

    static Map<String, String> specs(Request r, VolumeType type) {
        if (r.allows("volume_extension:types_extra_specs:read_sensitive", Map.of())) {
            return type.extraSpecs();
        }
        var seen = new LinkedHashMap<>(type.extraSpecs());
        seen.keySet().retainAll(USER_VISIBLE);
        return seen;
    }
}
