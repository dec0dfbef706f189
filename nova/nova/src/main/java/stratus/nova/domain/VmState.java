package stratus.nova.domain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a server is. Stable; changes only when a task ends. */
public enum VmState {
    BUILDING,
    ACTIVE,
    STOPPED,
    PAUSED,
    SUSPENDED,
    RESIZED,
    RESCUED,
    SHELVED,
    SHELVED_OFFLOADED,
    ERROR,
    DELETED;

    /** As the API shows it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
