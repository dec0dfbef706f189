package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.Types;
import stratus.cinder.domain.VolumeFilter;
import stratus.cinder.domain.VolumeStatus;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;

/** Reads the filters of a list of volumes. */
final class VolumeQuery {
    private static final Pattern PAIR = Pattern.compile("u?['\"]([^'\"]*)['\"]\\s*:\\s*u?['\"]([^'\"]*)['\"]");

    private final Types types;

    VolumeQuery(Types types) {
        this.types = types;
    }

    /** A status or type that nothing has is a filter that nothing passes. */
    VolumeFilter filter(Request r) {
        var q = r.query();
        var status = q.get("status");
        var type = q.get("volume_type", q.get("volume_type_id", ""));
        var typeId = type.isEmpty() ? null : type(r, type);
        boolean unknown = (status != null && VolumeStatus.of(status).isEmpty()) || (!type.isEmpty() && typeId == null);
        if (unknown) {
            return VolumeFilter.none();
        }
        var name = q.get("name", q.get("display_name", ""));
        return new VolumeFilter(
                Ask.project(r),
                q.get("id"),
                name.isEmpty() ? null : name,
                r.version().atLeast(34) ? q.get("name~") : null,
                status == null ? null : VolumeStatus.of(status).orElseThrow(),
                typeId,
                Ask.viewer(r).admin() ? q.get("host") : null,
                q.get("availability_zone"),
                flag(r, "bootable"),
                flag(r, "multiattach"),
                q.has("size") ? (Integer) q.integer("size", 0, 0) : null,
                q.get("snapshot_id"),
                r.version().atLeast(10) ? q.get("group_id") : null,
                metadata(q.get("metadata")));
    }

    private @Nullable String type(Request r, String text) {
        try {
            return types.get(Ask.viewer(r), text).id();
        } catch (Fault.NotFound unknown) {
            return null;
        }
    }

    private static @Nullable Boolean flag(Request r, String name) {
        return r.query().has(name) ? (Boolean) Ask.flag(r, name, false) : null;
    }

    /** Clients send a dictionary as Python or JSON writes it. */
    static Map<String, String> metadata(@Nullable String text) {
        var all = new LinkedHashMap<String, String>();
        if (text == null) {
            return all;
        }
        var pairs = PAIR.matcher(text);
        while (pairs.find()) {
            all.put(pairs.group(1), pairs.group(2));
        }
        if (all.isEmpty()) {
            throw new Fault.Invalid("metadata", "'%s' is no dictionary of texts.".formatted(text));
        }
        return all;
    }
}
