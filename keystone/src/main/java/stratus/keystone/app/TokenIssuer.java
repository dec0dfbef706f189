package stratus.keystone.app;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.Role;
import stratus.keystone.domain.Scope;
import stratus.keystone.domain.Token;
import stratus.keystone.domain.TokenData;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import stratus.oslo.db.Tx;

/** Makes tokens, and says what one stands for as long as it does. Nothing of a token is stored. */
public final class TokenIssuer {
    private final SecureRandom random = new SecureRandom();
    private final Stores stores;
    private final Access access;
    private final Revocations revocations;
    private final Fernet fernet;
    private final InstantSource clock;
    private final Duration expiration;

    public TokenIssuer(
            Stores stores,
            Access access,
            Revocations revocations,
            KeyRepository keys,
            InstantSource clock,
            Duration expiration) {
        this.stores = stores;
        this.access = access;
        this.revocations = revocations;
        this.fernet = new Fernet(keys);
        this.clock = clock;
        this.expiration = expiration;
    }

    /**
     * A token for the user; one made from {@code parent} ends no later and remembers where it comes from.
     *
     * @throws Fault.Unauthorized where the user is disabled or has no role in the scope
     */
    public Token issue(String userId, List<String> methods, Scope scope, @Nullable TokenData parent) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var audits = new ArrayList<>(List.of(auditId()));
        if (parent != null) {
            audits.add(parent.auditIds().getLast());
        }
        var expires = parent == null ? now.plus(expiration) : parent.expiresAt();
        var data = new TokenData(userId, methods, scope, now, expires, List.copyOf(audits));
        var text = new Secret(fernet.seal(TokenFormat.write(data), now));
        return stores.db()
                .read(tx -> resolve(tx, text, data))
                .orElseThrow(() -> new Fault.Unauthorized(Authentication.REFUSED));
    }

    /**
     * What the token stands for, up to {@code window} after its end.
     *
     * @throws Fault.NotFound for one that is garbled, expired or revoked, or whose user, project or roles are gone
     */
    public Token validate(Secret text, Duration window) {
        return open(text)
                .filter(data -> data.expiresAt().plus(window).isAfter(clock.instant()))
                .flatMap(data ->
                        stores.db().read(tx -> resolve(tx, text, data).filter(token -> !revocations.covers(tx, token))))
                .orElseThrow(() -> new Fault.NotFound("Failed to validate token"));
    }

    /** Takes one token back. */
    public void revoke(Token token) {
        var revocation = revocations.ofToken(token);
        stores.db().run(tx -> revocations.record(tx, revocation));
        revocations.announce();
    }

    private Optional<TokenData> open(Secret text) {
        return fernet.open(text.value()).map(TokenFormat::read);
    }

    private Optional<Token> resolve(Tx tx, Secret text, TokenData data) {
        var user = stores.users().find(tx, data.userId()).filter(u -> u.enabled());
        var home = user.flatMap(u -> enabled(tx, u.domainId()));
        if (user.isEmpty() || home.isEmpty()) {
            return Optional.empty();
        }
        if (data.scope() instanceof Scope.Unscoped) {
            return Optional.of(new Token(text, data, user.get(), home.get(), null, null, List.of()));
        }
        var roles = access.roles(tx, data.userId(), data.scope());
        if (roles.isEmpty()) {
            return Optional.empty();
        }
        var plain = new Token(text, data, user.get(), home.get(), null, null, roles);
        return switch (data.scope()) {
            case Scope.OfProject(var id) ->
                enabled(tx, id).flatMap(p -> enabled(tx, p.domainId()).map(d -> scoped(plain, p, d, roles)));
            case Scope.OfDomain(var id) -> enabled(tx, id).map(d -> scoped(plain, null, d, roles));
            case Scope.OfSystem _, Scope.Unscoped _ -> Optional.of(plain);
        };
    }

    private static Token scoped(Token token, @Nullable Project project, Project domain, List<Role> roles) {
        return new Token(token.text(), token.data(), token.user(), token.userDomain(), project, domain, roles);
    }

    private Optional<Project> enabled(Tx tx, String id) {
        return stores.projects().find(tx, id).filter(Project::enabled);
    }

    private String auditId() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
