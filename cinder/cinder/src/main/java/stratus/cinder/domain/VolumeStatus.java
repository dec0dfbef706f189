package stratus.cinder.domain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a volume is in its life, under upstream's names. */
public enum VolumeStatus {
    CREATING,
    AVAILABLE,
    RESERVED,
    ATTACHING,
    IN_USE("in-use"),
    DETACHING,
    DELETING,
    ERROR,
    ERROR_DELETING,
    EXTENDING,
    ERROR_EXTENDING,
    MAINTENANCE;

    /** From which a volume may be deleted. */
    public static final Set<VolumeStatus> DELETABLE = Set.of(AVAILABLE, ERROR, ERROR_DELETING, ERROR_EXTENDING);

    private final String text;

    VolumeStatus() {
        this.text = name().toLowerCase(Locale.ROOT);
    }

    VolumeStatus(String text) {
        this.text = text;
    }

    @JsonValue
    public String text() {
        return text;
    }

    public static Optional<VolumeStatus> of(String text) {
        return Arrays.stream(values()).filter(s -> s.text.equals(text)).findFirst();
    }
}
