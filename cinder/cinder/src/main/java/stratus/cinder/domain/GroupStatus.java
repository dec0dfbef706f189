package stratus.cinder.domain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a group of volumes, or a snapshot of one, is in its life. */
public enum GroupStatus {
    CREATING,
    AVAILABLE,
    UPDATING,
    DELETING,
    DELETED,
    ERROR,
    ERROR_DELETING;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<GroupStatus> of(String text) {
        return Arrays.stream(values()).filter(s -> s.text().equals(text)).findFirst();
    }
}
