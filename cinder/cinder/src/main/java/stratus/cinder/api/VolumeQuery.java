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
        return new VolumeFilter(
                Ask.project(r),
                q.get("id"),
                q.get("name", q.get("display_name", "")).isEmpty() ? null : q.get("name", q.get("display_name", "")),
                r.version().atLeast(34) ? q.get("name~") : null,
                status(q.get("status")),
                type(r, q.get("volume_type", q.get("volume_type_id", ""))),
                Ask.viewer(r).admin() ? q.get("host") : null,
                q.get("availability_zone"),
                flag(r, "bootable"),
                flag(r, "multiattach"),
                q.has("size") ? (Integer) q.integer("size", 0, 0) : null,
                q.get("snapshot_id"),
                metadata(q.get("metadata")));
    }

    private static @Nullable VolumeStatus status(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return VolumeStatus.of(text)
                .orElseThrow(() -> new Fault.Invalid("status", "'%s' is no status of a volume.".formatted(text)));
    }

    private @Nullable String type(Request r, String text) {
        return text.isEmpty() ? null : types.get(Ask.viewer(r), text).id();
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
