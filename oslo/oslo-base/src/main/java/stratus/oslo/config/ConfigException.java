package stratus.oslo.config;

import org.jspecify.annotations.Nullable;

/** What the operator wrote cannot be used; the message is for them, says where, and stops the start. */
public final class ConfigException extends RuntimeException {
    public ConfigException(String message) {
        this(message, null);
    }

    public ConfigException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
