package stratus.nova.api;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.http.Query;
import stratus.oslo.http.Request;
import tools.jackson.databind.JsonNode;

/** Values that many of upstream's schemas share: names, and numbers that may come as text. */
final class Values {
    private Values() {}

    /** What came with a later microversion is not there before it. */
    static void since(Request request, int minor) {
        if (!request.version().atLeast(minor)) {
            throw new Fault.NotFound("The resource could not be found.");
        }
    }

    /** What went with a microversion is not there after {@code last}. */
    static void until(Request request, int last) {
        if (request.version().minor() > last) {
            throw new Fault.NotFound("The resource could not be found.");
        }
    }

    /** Without a zone, as upstream's older resources write it. */
    static @Nullable String micros(@Nullable Instant time) {
        return time == null ? null : TimeFormat.MICROS.write(time);
    }

    /** A moment of a query, with or without its zone; null where it is not there. */
    static @Nullable Instant time(Query query, String name) {
        var text = query.get(name);
        if (text == null) {
            return null;
        }
        try {
            var exact = text.strip().replace(' ', 'T');
            exact = exact.matches(".*[+-]\\d\\d:?\\d\\d$|.*Z$") ? exact : exact + "Z";
            exact = exact.matches("\\d{4}-\\d\\d-\\d\\dZ") ? exact.replace("Z", "T00:00:00Z") : exact;
            return OffsetDateTime.parse(exact).toInstant();
        } catch (DateTimeException e) {
            throw new Fault.Invalid(name, "'%s' is not a 'date-time'".formatted(text));
        }
    }

    /** 1 to 255 printable characters, no space at either end. */
    static String name(String field, String name) {
        if (name.isBlank()) {
            throw new Fault.Invalid(field, "'%s' is too short".formatted(name));
        }
        if (name.length() > 255) {
            throw new Fault.Invalid(field, "'%s' is too long".formatted(name));
        }
        if (!name.equals(name.strip()) || name.chars().anyMatch(Character::isISOControl)) {
            throw new Fault.Invalid(
                    field,
                    ("'%s' does not match: a name may have only printable characters"
                                    + " and no space at its beginning or end")
                            .formatted(name));
        }
        return name;
    }

    /** An address of the family, or none. */
    static void address(String field, @Nullable String text, Class<? extends InetAddress> family) {
        if (text == null || text.isEmpty()) {
            return;
        }
        try {
            if (family.isInstance(InetAddress.ofLiteral(text))) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw noAddress(field, text, family);
        }
        throw noAddress(field, text, family);
    }

    /** The shortest text of an IPv6 address, as RFC 5952 has it. */
    static @Nullable String shortest(@Nullable String address) {
        if (address == null || address.isEmpty()) {
            return address;
        }
        var groups = InetAddress.ofLiteral(address).getHostAddress().split(":");
        if (groups.length != 8) {
            return address; // a mapped IPv4 address is that for Java
        }
        int best = 0;
        int longest = 1;
        for (int i = 0; i < 8; i++) {
            int zeros = 0;
            while (i + zeros < 8 && groups[i + zeros].equals("0")) {
                zeros++;
            }
            if (zeros > longest) {
                best = i;
                longest = zeros;
            }
        }
        if (longest == 1) {
            return String.join(":", groups);
        }
        var before = String.join(":", Arrays.copyOfRange(groups, 0, best));
        return before + "::" + String.join(":", Arrays.copyOfRange(groups, best + longest, 8));
    }

    private static Fault noAddress(String field, String text, Class<? extends InetAddress> family) {
        return new Fault.Invalid(
                field, "'%s' is not a '%s'".formatted(text, family == Inet4Address.class ? "ipv4" : "ipv6"));
    }

    static UUID uuid(String field, String text) {
        try {
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw new Fault.Invalid(field, "'%s' is not a 'uuid'".formatted(text));
        }
        throw new Fault.Invalid(field, "'%s' is not a 'uuid'".formatted(text));
    }

    /** Text as RFC 2045 has it: line ends may be within. */
    static void base64(String field, String text) {
        try {
            Base64.getDecoder().decode(text.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new Fault.Invalid(field, "'%s' is not a 'base64'".formatted(text));
        }
    }

    /** An item of metadata: a key of 1 to 255 plain characters, a text of at most 255. */
    static void item(String field, String key, @Nullable String value) {
        if (!key.matches("[a-zA-Z0-9-_:. ]{1,255}")) {
            throw new Fault.Invalid(
                    field, "'%s' does not match any of the regexes: '^[a-zA-Z0-9-_:. ]{1,255}$'".formatted(key));
        }
        if (value == null) {
            throw new Fault.Invalid(key, "None is not of type 'string'");
        }
        if (value.length() > 255) {
            throw new Fault.Invalid(key, "'%s' is too long".formatted(value));
        }
    }

    /** {@code AUTO} or {@code MANUAL}, where it is given. */
    static void diskConfig(@Nullable String given) {
        if (given != null && !given.equals("AUTO") && !given.equals("MANUAL")) {
            throw new Fault.Invalid("OS-DCF:diskConfig", "'%s' is not one of ['AUTO', 'MANUAL']".formatted(given));
        }
    }

    /** The password that was given, or a new one. */
    static String password(@Nullable String given) {
        return given == null ? Ids.hex().substring(0, 12) : given;
    }

    /** What RFC 1123 allows, in one or more labels. */
    static String hostname(String text) {
        if (text.length() > 63
                || !text.matches(
                        "[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*")) {
            throw new Fault.Invalid("hostname", "'%s' is not a valid hostname".formatted(text));
        }
        return text;
    }

    static void description(@Nullable String text) {
        if (text != null && text.length() > 65535) {
            throw new Fault.Invalid("description", "The description is too long");
        }
    }

    static int integer(String field, JsonNode value, int least) {
        long number = whole(field, value);
        if (number < least) {
            throw new Fault.Invalid(field, "%d is less than the minimum of %d".formatted(number, least));
        }
        if (number > Integer.MAX_VALUE) {
            throw new Fault.Invalid(field, "%d is greater than the maximum of 2147483647".formatted(number));
        }
        return (int) number;
    }

    private static long whole(String field, JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isString() && value.stringValue().matches("-?[0-9]{1,18}")) {
            return Long.parseLong(value.stringValue());
        }
        throw new Fault.Invalid(field, "%s is not of type 'integer', 'string'".formatted(value));
    }

    static double positive(String field, JsonNode value) {
        double number = decimal(field, value);
        if (number > 0 && number <= Float.MAX_VALUE) {
            return number;
        }
        throw new Fault.Invalid(field, "%s is out of range".formatted(value));
    }

    private static double decimal(String field, JsonNode value) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        if (value.isString()
                && value.stringValue().matches("[0-9]*(\\.[0-9]+)?")
                && !value.stringValue().isEmpty()) {
            return Double.parseDouble(value.stringValue());
        }
        throw new Fault.Invalid(field, "%s is not of type 'number', 'string'".formatted(value));
    }

    /** A boolean of a body, which may come as text. */
    static boolean flag(String field, JsonNode value) {
        var said = value.isBoolean() || value.isString() ? bool(value.asString()) : null;
        if (said == null) {
            throw new Fault.Invalid(field, "%s is not of type 'boolean'".formatted(value));
        }
        return said;
    }

    /** What upstream takes for a boolean in a query; null for what it does not. */
    static @Nullable Boolean bool(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "1", "t", "true", "on", "y", "yes" -> true;
            case "0", "f", "false", "off", "n", "no" -> false;
            default -> null;
        };
    }
}
