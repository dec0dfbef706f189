package stratus.cinder.domain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a volume's tie to a server has come. */
public enum AttachmentStatus {
    RESERVED,
    ATTACHING,
    ATTACHED,
    DETACHING,
    ERROR_ATTACHING;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AttachmentStatus> of(String text) {
        return Arrays.stream(values()).filter(s -> s.text().equals(text)).findFirst();
    }
}
