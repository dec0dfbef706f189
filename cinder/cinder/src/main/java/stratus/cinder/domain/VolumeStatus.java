package stratus.cinder.domain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a volume is in its life, under upstream's names. */
public enum VolumeStatus {
    CREATING,
    DOWNLOADING,
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
    UPLOADING,
    RETYPING,
    REVERTING,
    ERROR_REVERTING,
    AWAITING_TRANSFER("awaiting-transfer"),
    BACKING_UP("backing-up"),
    RESTORING_BACKUP("restoring-backup"),
    ERROR_BACKING_UP("error_backing-up"),
    ERROR_RESTORING,
    MANAGING,
    ERROR_MANAGING,
    MAINTENANCE;

    /** From which a volume may be deleted. */
    public static final Set<VolumeStatus> DELETABLE =
            EnumSet.of(AVAILABLE, ERROR, ERROR_DELETING, ERROR_EXTENDING, ERROR_REVERTING, ERROR_RESTORING);

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
