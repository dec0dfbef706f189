package stratus.cinder.domain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

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
}
