package stratus.glance.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.ImageFilter;
import stratus.glance.domain.ImageFilter.Comparison;
import stratus.glance.domain.ImageFilter.Condition;
import stratus.glance.domain.ImageFilter.Field;
import stratus.glance.registry.Images;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Query;
import stratus.oslo.http.Request;

/** Reads filters from a query: {@code name=in:a,b}, {@code created_at=gt:…}, and what is no field is a property. */
final class Filters {
    private static final Set<String> ELSEWHERE = Set.of(
            "limit",
            "marker",
            "sort",
            "sort_key",
            "sort_dir",
            "visibility",
            "member_status",
            "deleted",
            "os_hidden",
            "tag",
            "os_hash_algo");
    private static final Set<Field> LISTED =
            Set.of(Field.ID, Field.NAME, Field.STATUS, Field.DISK_FORMAT, Field.CONTAINER_FORMAT);
    private static final Set<Field> NUMBERS = Set.of(Field.SIZE, Field.VIRTUAL_SIZE, Field.MIN_DISK, Field.MIN_RAM);
    private static final List<String> VISIBILITIES = List.of("community", "public", "private", "shared", "all");
    private static final List<String> MEMBER_STATUSES = List.of("pending", "accepted", "rejected", "all");

    private Filters() {}

    static ImageFilter of(Request r) {
        var query = r.query();
        refuseGarbage(query);
        var conditions = new ArrayList<Condition>();
        var properties = new LinkedHashMap<String, String>();
        for (var name : query.names()) {
            if (!ELSEWHERE.contains(name)) {
                add(name, query.all(name).getLast(), conditions, properties);
            }
        }
        if (query.has("os_hash_algo") && !query.get("os_hash_algo", "").equals("sha512")) {
            conditions.add(new Condition.Never()); // there is no other
        } else if (query.has("os_hash_algo")) {
            conditions.add(new Condition.Compared(Field.OS_HASH_VALUE, Comparison.NEQ, ""));
        }
        var visibility = last(query, "visibility");
        if ("".equals(visibility)) {
            conditions.add(new Condition.Never());
        } else if (visibility != null && !VISIBILITIES.contains(visibility)) {
            throw new Fault.Invalid("Invalid visibility value: " + visibility);
        }
        var status = query.get("member_status", "accepted");
        if (!MEMBER_STATUSES.contains(status)) {
            throw new Fault.Invalid("Invalid status: " + status);
        }
        return new ImageFilter(
                Images.viewer(r.caller()),
                r.caller().project() == null ? null : r.caller().project().id(),
                conditions,
                properties,
                query.all("tag").stream().map(String::strip).toList(),
                visibility,
                status,
                flag(
                        "os_hidden",
                        Objects.requireNonNullElse(last(query, "os_hidden"), "false")
                                .toLowerCase(Locale.ROOT)));
    }

    private static @Nullable String last(Query query, String name) {
        return query.has(name) ? query.all(name).getLast() : null;
    }

    /** What is no UTF-8 was replaced when it was decoded. */
    private static void refuseGarbage(Query query) {
        for (var name : query.names()) {
            if (name.contains("\uFFFD") || query.all(name).stream().anyMatch(value -> value.contains("\uFFFD"))) {
                throw new Fault.Invalid("Error decoding your request. Either the URL or the request body contained"
                        + " characters that could not be decoded by Glance");
            }
        }
    }

    private static void add(String name, String value, List<Condition> conditions, Map<String, String> properties) {
        var field = field(name);
        if (name.equals("changes-since")) {
            throw new Fault.Invalid("The \"changes-since\" filter is no longer available on v2.");
        } else if (name.endsWith("_min") || name.endsWith("_max")) {
            conditions.add(range(name, value));
        } else if (field == null) {
            properties.put(name, value);
        } else if (field == Field.CREATED_AT || field == Field.UPDATED_AT) {
            conditions.add(time(name, field, value));
        } else if (field == Field.PROTECTED) {
            conditions.add(new Condition.Compared(field, Comparison.EQ, flag(name, value)));
        } else if (NUMBERS.contains(field)) {
            conditions.add(new Condition.Compared(field, Comparison.EQ, number(value)));
        } else if (LISTED.contains(field)) {
            conditions.add(listed(field, value));
        } else {
            conditions.add(new Condition.OneOf(field, List.of(value)));
        }
    }

    private static @Nullable Field field(String name) {
        for (var field : Field.values()) {
            if (field.name().toLowerCase(Locale.ROOT).equals(name)) {
                return field;
            }
        }
        return null;
    }

    private static Condition range(String name, String value) {
        var field = field(name.substring(0, name.length() - 4));
        if (field == null || !NUMBERS.contains(field)) {
            throw new Fault.Invalid("Unable to filter on a range with '%s'.".formatted(name));
        }
        return new Condition.Compared(field, name.endsWith("_min") ? Comparison.GTE : Comparison.LTE, number(value));
    }

    private static long number(String value) {
        var number = WholeNumber.of(value);
        if (number == null) {
            throw new Fault.Invalid("Unable to filter on a range with a non-numeric value.");
        }
        return number;
    }

    private static Condition time(String name, Field field, String value) {
        var whole = IsoTime.seconds(value);
        if (whole != null) {
            return new Condition.Compared(field, Comparison.EQ, whole);
        }
        int colon = value.indexOf(':');
        var threshold = IsoTime.seconds(value.substring(colon + 1));
        if (threshold == null) {
            throw new Fault.Invalid("Bad \"%s\" query filter format. Use ISO 8601 DateTime notation.".formatted(name));
        }
        for (var how : Comparison.values()) {
            if (how.name().toLowerCase(Locale.ROOT).equals(value.substring(0, Math.max(colon, 0)))) {
                return new Condition.Compared(field, how, threshold);
            }
        }
        throw new Fault.Invalid("Unable to filter on a unknown operator.");
    }

    private static Condition listed(Field field, String value) {
        if (value.startsWith("in:")) {
            return new Condition.OneOf(field, Quoted.split(value.substring(3)));
        }
        int colon = value.indexOf(':');
        var operator = colon < 0 ? "eq" : value.substring(0, colon);
        if (!operator.equals("eq")) {
            throw new Fault.Invalid("Unable to filter by unknown operator '%s'.".formatted(operator));
        }
        return new Condition.OneOf(field, List.of(value.substring(colon + 1)));
    }

    private static boolean flag(String name, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new Fault.Invalid("Invalid value '%s' for '%s' filter. Valid values are 'true' or 'false'."
                        .formatted(value, name));
        };
    }
}
