package stratus.nova.api;

import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;

/** Values that many of upstream's schemas share: names, and numbers that may come as text. */
final class Values {
    private Values() {}

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

    /** What upstream takes for a boolean in a query; null for what it does not. */
    static @Nullable Boolean bool(String text) {
        return switch (text.strip().toLowerCase(java.util.Locale.ROOT)) {
            case "1", "t", "true", "on", "y", "yes" -> true;
            case "0", "f", "false", "off", "n", "no" -> false;
            default -> null;
        };
    }
}
