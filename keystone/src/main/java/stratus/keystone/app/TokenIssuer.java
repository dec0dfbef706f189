package stratus.keystone.app;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.Delegation;
import stratus.keystone.domain.Scope;
import stratus.keystone.domain.Token;
import stratus.keystone.domain.TokenData;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;

/** Makes tokens, and says what one stands for as long as it does. Nothing of a token is stored. */
public final class TokenIssuer {
    private final SecureRandom random = new SecureRandom();
    private final Stores stores;
    private final TokenResolver resolver;
    private final Revocations revocations;
    private final Fernet fernet;
    private final InstantSource clock;
    private final Lifetimes lifetimes;
    private final ShortMemory<Secret, Token> memory;

    /** For how long a token is valid, and for how much longer a service may use it on the user's behalf. */
    public record Lifetimes(Duration expiration, Duration allowExpired) {}

    public TokenIssuer(
            Stores stores,
            Access access,
            Revocations revocations,
            KeyRepository keys,
            InstantSource clock,
            Lifetimes lifetimes) {
        this.stores = stores;
        this.resolver = new TokenResolver(stores, access, clock);
        this.revocations = revocations;
        this.fernet = new Fernet(keys);
        this.clock = clock;
        this.lifetimes = lifetimes;
        this.memory = new ShortMemory<>(clock);
        revocations.remember(touched -> memory.forget(touched::touches));
    }

    /**
     * A token for the user; one made from {@code parent} ends no later and remembers where it comes from.
     *
     * @throws Fault.Unauthorized where the user is disabled or has no role in the scope
     */
    public Token issue(
            String userId,
            List<String> methods,
            Scope scope,
            @Nullable TokenData parent,
            @Nullable Delegation delegation) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var audits = new ArrayList<>(List.of(auditId()));
        if (parent != null) {
            audits.add(parent.auditIds().getLast());
        }
        var expires = end(now, parent, delegation);
        var data = new TokenData(userId, methods, scope, now, expires, List.copyOf(audits), delegation);
        var text = new Secret(fernet.seal(TokenFormat.write(data), now));
        return stores.db().read(tx -> resolver.resolve(tx, text, data)).orElseThrow(() -> refusal(delegation));
    }

    /** No later than that of which it is made: a token, an application credential. */
    private Instant end(Instant now, @Nullable TokenData parent, @Nullable Delegation delegation) {
        var end = parent == null ? now.plus(lifetimes.expiration()) : parent.expiresAt();
        if (delegation instanceof Delegation.ByApplicationCredential(var id)) {
            var last =
                    stores.db().read(tx -> stores.applications().find(tx, id)).map(c -> c.expiresAt());
            return last.filter(end::isAfter).orElse(end);
        }
        return end;
    }

    private static Fault refusal(@Nullable Delegation delegation) {
        return delegation instanceof Delegation.ByTrust
                ? new Fault.Forbidden("Trustee has no delegated roles.", null)
                : new Fault.Unauthorized(Authentication.REFUSED);
    }

    /**
     * What the token stands for, up to {@code window} after its end.
     *
     * @throws Fault.NotFound for one that is garbled, expired or revoked, or whose user, project or roles are gone
     */
    public Token validate(Secret text, Duration window) {
        return memory.get(text, () -> resolve(text))
                .filter(token -> token.data().expiresAt().plus(window).isAfter(clock.instant()))
                .orElseThrow(() -> new Fault.NotFound("Failed to validate token"));
    }

    private Optional<Token> resolve(Secret text) {
        return open(text)
                .filter(data -> data.expiresAt().plus(lifetimes.allowExpired()).isAfter(clock.instant()))
                .flatMap(data -> stores.db()
                        .read(tx -> resolver.resolve(tx, text, data).filter(token -> !revocations.covers(tx, token))));
    }

    /** The token that came with a request, which may have expired since it was let in. */
    public Token of(Caller caller) {
        return validate(caller.token(), lifetimes.allowExpired());
    }

    /** Takes one token back. */
    public void revoke(Token token) {
        var revocation = revocations.ofToken(token);
        stores.db().run(tx -> revocations.record(tx, revocation));
        revocations.announce();
    }

    /** Receipts are sealed with the same keys, and are no tokens: they have no audit id. */
    private Optional<TokenData> open(Secret text) {
        return fernet.open(text.value())
                .map(TokenFormat::read)
                .filter(data -> !data.auditIds().isEmpty());
    }

    private String auditId() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
