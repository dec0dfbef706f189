package stratus.cinder.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the volumes of a type are to be encrypted.
 *
 * @param provider what encrypts, such as {@code luks}
 * @param controlLocation where: {@code front-end} (the hypervisor) or {@code back-end}
 * @param cipher such as {@code aes-xts-plain64}
 * @param keySize in bits
 */
public record Encryption(
        String id,
        String volumeTypeId,
        String provider,
        String controlLocation,
        @Nullable String cipher,
        @Nullable Integer keySize,
        Instant createdAt,
        @Nullable Instant updatedAt) {
    public static final List<String> LOCATIONS = List.of("front-end", "back-end");
}
