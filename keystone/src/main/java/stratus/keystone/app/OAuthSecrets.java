package stratus.keystone.app;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import stratus.oslo.db.Tx;

/** The secrets with which consumers sign. */
final class OAuthSecrets {
    private final Stores stores;
    private final Fernet fernet;
    private final InstantSource clock;

    OAuthSecrets(Stores stores, KeyRepository keys, InstantSource clock) {
        this.stores = stores;
        this.fernet = new Fernet(keys);
        this.clock = clock;
    }

    String seal(Secret secret) {
        return fernet.seal(secret.value().getBytes(StandardCharsets.UTF_8), clock.instant());
    }

    /** Throws {@link Fault.Unauthorized} unless the consumer signed, with the token's secret too where there is one. */
    void require(SignedRequest signed, String consumerId, @Nullable String tokenId) {
        signed.requireWhole(clock.instant());
        boolean right = stores.db().read(tx -> {
            var consumer = open(stores.consumers().secret(tx, consumerId).orElse(null));
            var token = tokenId == null ? null : token(tx, tokenId);
            return consumer != null && (tokenId == null || token != null) && signed.signedWith(consumer, token);
        });
        if (!right) {
            throw new Fault.Unauthorized("Invalid signature");
        }
    }

    boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable Secret token(Tx tx, String id) {
        return open(stores.oauthTokens().sealed(tx, id).orElse(null));
    }

    private @Nullable Secret open(@Nullable String sealed) {
        return sealed == null
                ? null
                : fernet.open(sealed)
                        .map(bytes -> new Secret(new String(bytes, StandardCharsets.UTF_8)))
                        .orElse(null);
    }
}
