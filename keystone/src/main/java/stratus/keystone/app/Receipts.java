package stratus.keystone.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import stratus.keystone.domain.Scope;
import stratus.keystone.domain.TokenData;
import stratus.oslo.base.Secret;

/** Proofs that some methods succeeded, for who has to bring more: sealed like tokens, and good for five minutes. */
public final class Receipts {
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final Fernet fernet;
    private final InstantSource clock;

    public Receipts(KeyRepository keys, InstantSource clock) {
        this.fernet = new Fernet(keys);
        this.clock = clock;
    }

    /** A receipt and what is in it. */
    public record Receipt(Secret text, String userId, List<String> methods, Instant issuedAt, Instant expiresAt) {}

    Receipt issue(String userId, List<String> methods) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var data = new TokenData(userId, methods, new Scope.Unscoped(), now, now.plus(LIFE), List.of(), null);
        return receipt(new Secret(fernet.seal(TokenFormat.write(data), now)), data);
    }

    /** Empty for what is no receipt, or an old one. A token is none: it has audit ids. */
    Optional<Receipt> open(Secret text) {
        return fernet.open(text.value())
                .map(TokenFormat::read)
                .filter(data -> data.auditIds().isEmpty() && data.expiresAt().isAfter(clock.instant()))
                .map(data -> receipt(text, data));
    }

    private static Receipt receipt(Secret text, TokenData data) {
        return new Receipt(text, data.userId(), data.methods(), data.issuedAt(), data.expiresAt());
    }
}
