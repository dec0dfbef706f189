package stratus.keystone.domain;

import java.util.Locale;

/** What limits of a hierarchy of projects have to do with each other. */
public enum LimitModel {
    FLAT("Limit enforcement and validation does not take project hierarchy into consideration."),
    STRICT_TWO_LEVEL("This model requires project hierarchy never exceeds a depth of two");

    private final String description;

    LimitModel(String description) {
        this.description = description;
    }

    /** How many levels of projects there may be below a domain. */
    public int levels() {
        return this == STRICT_TWO_LEVEL ? 2 : 5;
    }

    /** As configuration and bodies name it. */
    public static LimitModel of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String description() {
        return description;
    }
}
