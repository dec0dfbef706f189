package stratus.nova.domain;

import java.time.Instant;
import stratus.oslo.base.Ids.UserId;

/**
 * A user's public key, put into servers that name it.
 *
 * @param number the small number that the API calls its id
 * @param type {@code ssh} or {@code x509}
 */
public record KeyPair(
        long number,
        UserId userId,
        String name,
        String type,
        String fingerprint,
        String publicKey,
        Instant createdAt) {}
