package stratus.glance.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A server of the web did not do its part; the message says so to whoever named it. */
public final class WebException extends IOException {
    public WebException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Never null, unlike what it overrides. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
