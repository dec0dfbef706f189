package stratus.nova.domain;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** The key pair that a server was given, as it was then. */
public record ServerKey(
        @JsonProperty("keyName") @Nullable String name,
        @JsonProperty("keyData") @Nullable String publicKey) {
    public static final ServerKey NONE = new ServerKey(null, null);
}
