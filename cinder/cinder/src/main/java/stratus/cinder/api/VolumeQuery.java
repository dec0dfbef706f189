package stratus.cinder.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.Types;
import stratus.cinder.domain.VolumeFilter;
import stratus.cinder.domain.VolumeFilter.Comparison;
import stratus.cinder.domain.VolumeFilter.Field;
import stratus.cinder.domain.VolumeFilter.Time;
import stratus.cinder.domain.VolumeStatus;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;

/** Reads the filters of a list of volumes. */
final class VolumeQuery {
    private static final Pattern PAIR = Pattern.compile("u?['\"]([^'\"]*)['\"]\\s*:\\s*u?['\"]([^'\"]*)['\"]");
    private static final List<Field> TEXTS = List.of(
            Field.ID, Field.NAME, Field.AVAILABILITY_ZONE, Field.SNAPSHOT_ID, Field.SOURCE_VOLID, Field.USER_ID);
    private static final List<Field> FLAGS = List.of(Field.BOOTABLE, Field.MULTIATTACH);

    private final Types types;

    VolumeQuery(Types types) {
        this.types = types;
    }

    /** A status or type that nothing has is a filter that nothing passes. */
    VolumeFilter filter(Request r) {
        var q = r.query();
        var exact = exact(r);
        if (exact.isEmpty() || !fitsAll(r)) {
            return VolumeFilter.none();
        }
        return new VolumeFilter(
                Ask.project(r),
                exact.get(),
                r.version().atLeast(34) ? q.get("name~") : null,
                r.version().atLeast(31) ? times(r) : List.of(),
                metadata(q.get("metadata")),
                r.version().atLeast(4) ? metadata(q.get("glance_metadata")) : Map.of());
    }

    /** Empty where no volume can have the value. */
    private Optional<Map<Field, Object>> exact(Request r) {
        var q = r.query();
        var all = new EnumMap<Field, Object>(Field.class);
        put(all, Field.NAME, q.get("display_name"));
        TEXTS.forEach(field -> put(all, field, q.get(field.text())));
        put(all, Field.GROUP_ID, r.version().atLeast(10) ? q.get("group_id") : null);
        put(all, Field.HOST, Ask.viewer(r).admin() ? q.get("host") : null);
        FLAGS.stream()
                .filter(field -> q.has(field.text()))
                .forEach(field -> all.put(field, Ask.flag(r, field.text(), false)));
        if (q.has("size")) {
            all.put(Field.SIZE, q.integer("size", 0, 0));
        }
        var type = q.get("volume_type", q.get("volume_type_id", ""));
        var status = q.get("status");
        put(all, Field.VOLUME_TYPE_ID, type.isEmpty() ? null : type(r, type));
        put(all, Field.STATUS, status == null ? null : VolumeStatus.of(status).orElse(null));
        boolean known = (type.isEmpty() || all.containsKey(Field.VOLUME_TYPE_ID))
                && (status == null || all.containsKey(Field.STATUS));
        return known ? Optional.of(all) : Optional.empty();
    }

    private static void put(Map<Field, Object> all, Field field, @Nullable Object value) {
        if (value != null && !value.equals("")) {
            all.put(field, value);
        }
    }

    /** What is the same for all volumes: none migrates, and each counts against the quota. */
    private static boolean fitsAll(Request r) {
        boolean counts = !r.version().atLeast(31) || Ask.flag(r, "consumes_quota", true);
        return counts && r.query().get("migration_status", "None").equals("None");
    }

    private @Nullable String type(Request r, String text) {
        try {
            return types.get(Ask.viewer(r), text).id();
        } catch (Fault.NotFound unknown) {
            return null;
        }
    }

    private static List<Time> times(Request r) {
        var all = new ArrayList<Time>();
        for (var name : List.of("created_at", "updated_at")) {
            var text = r.query().get(name);
            if (text != null) {
                Arrays.stream(text.split(","))
                        .map(one -> time(name, one.strip()))
                        .forEach(all::add);
            }
        }
        return all;
    }

    /** {@code gt:2020-01-01T00:00:00}. */
    private static Time time(String name, String text) {
        var words = text.split(":", 2);
        var comparison = Arrays.stream(Comparison.values())
                .filter(c -> c.name().toLowerCase(Locale.ROOT).equals(words[0]))
                .findFirst()
                .orElseThrow(() -> new Fault.Invalid("Invalid %s operator".formatted(words[0])));
        return new Time(name.equals("created_at"), comparison, instant(words.length > 1 ? words[1] : ""));
    }

    /** In UTC, unless the text says otherwise. */
    private static Instant instant(String text) {
        try {
            boolean zoned = text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)");
            return zoned
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new Fault.Invalid("Invalid %s value".formatted(text));
        }
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
