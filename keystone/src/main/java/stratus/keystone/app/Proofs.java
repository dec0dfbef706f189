package stratus.keystone.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.LogIn.Proof;
import stratus.keystone.domain.AccessToken;
import stratus.keystone.domain.ApplicationCredential;
import stratus.keystone.domain.Credential;
import stratus.keystone.domain.Delegation;
import stratus.keystone.domain.Scope;
import stratus.keystone.domain.TokenData;
import stratus.keystone.domain.User;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import stratus.oslo.db.Tx;

/** Checks proofs of who one is. Every refusal reads the same. */
public final class Proofs {
    private final Stores stores;
    private final References references;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final TokenIssuer issuer;
    private final Credentials credentials;
    private final OAuthTokens oauth;
    private final InstantSource clock;

    /** By what it is known whether a secret is right. */
    public record Secrets(Passwords passwords, PasswordRules rules, Credentials credentials, OAuthTokens oauth) {}

    public Proofs(Stores stores, Secrets secrets, TokenIssuer issuer, InstantSource clock) {
        this.stores = stores;
        this.references = new References(stores);
        this.passwords = secrets.passwords();
        this.rules = secrets.rules();
        this.issuer = issuer;
        this.credentials = secrets.credentials();
        this.oauth = secrets.oauth();
        this.clock = clock;
    }

    /**
     * Whom a proof proves.
     *
     * @param parent the token that was the proof
     * @param application the application credential that was the proof, or is behind the token that was
     * @param accessToken that which signed
     */
    record Proven(
            String userId,
            List<String> methods,
            @Nullable TokenData parent,
            @Nullable ApplicationCredential application,
            @Nullable AccessToken accessToken) {}

    /** Throws {@link Fault.Unauthorized} for all reasons alike. */
    Proven check(Proof proof) {
        return switch (proof) {
            case LogIn.ByPassword p -> plain(p, byPassword(p));
            case LogIn.ByPasscode p -> plain(p, byPasscode(p));
            case LogIn.ByToken p -> byToken(p);
            case LogIn.ByApplication p -> byApplication(p);
            case LogIn.ByAccessToken p -> byAccessToken(p);
        };
    }

    private static Proven plain(Proof proof, Optional<User> user) {
        return new Proven(user.orElseThrow(Authentication::refused).id(), List.of(proof.method()), null, null, null);
    }

    /** The user whose password it is, if it may log in at all; its password may have ended. */
    Optional<User> owner(String userId, Secret password) {
        return knowing(stores.db().read(tx -> stores.users().find(tx, userId)), password);
    }

    private Optional<User> knowing(Optional<User> user, Secret password) {
        user.ifPresent(rules::requireUnlocked);
        var hash = stores.db().read(tx -> user.flatMap(u -> stores.users().passwordHash(tx, u.id())));
        boolean right = passwords.matches(password, hash.orElse(null));
        user.ifPresent(u -> rules.tried(u, right));
        return user.filter(u -> right && u.enabled());
    }

    private Optional<User> byPassword(LogIn.ByPassword proof) {
        var user = knowing(stores.db().read(tx -> references.user(tx, proof.user())), proof.password());
        user.ifPresent(rules::requireFresh);
        return user;
    }

    private Optional<User> byPasscode(LogIn.ByPasscode proof) {
        var now = clock.instant();
        return stores.db()
                .read(tx -> references.user(tx, proof.user()))
                .filter(user -> credentials.blobs(user.id(), Credential.TOTP).stream()
                        .anyMatch(seed -> Totp.fits(seed, proof.passcode(), now)));
    }

    private Proven byToken(LogIn.ByToken proof) {
        TokenData data;
        try {
            data = issuer.validate(proof.token(), Duration.ZERO).data();
        } catch (Fault.NotFound e) {
            throw Authentication.refused();
        }
        return switch (data.delegation()) {
            case null -> new Proven(data.userId(), data.methods(), data, null, null);
            case Delegation.ByTrust _ ->
                throw forbidden("Using trust-scoped token to create another token."
                        + " Create a new trust-scoped token instead");
            case Delegation.ByAccessToken _ ->
                throw forbidden("Using OAuth-scoped token to create another token."
                        + " Create a new OAuth-scoped token instead");
            case Delegation.ByApplicationCredential(var id) ->
                new Proven(
                        data.userId(),
                        data.methods(),
                        data,
                        stores.db()
                                .read(tx -> stores.applications().find(tx, id))
                                .orElseThrow(Authentication::refused),
                        null);
        };
    }

    private Proven byApplication(LogIn.ByApplication proof) {
        var found = stores.db().read(tx -> application(tx, proof));
        var hash =
                stores.db().read(tx -> found.flatMap(c -> stores.applications().secretHash(tx, c.id())));
        boolean right = passwords.matches(proof.secret(), hash.orElse(null));
        var credential = found.filter(c -> right && c.live(clock.instant())).orElseThrow(Authentication::refused);
        return new Proven(credential.userId(), List.of(proof.method()), null, credential, null);
    }

    private Proven byAccessToken(LogIn.ByAccessToken proof) {
        var token = oauth.proven(proof.request());
        return new Proven(token.userId(), List.of(proof.method()), null, null, token);
    }

    private Optional<ApplicationCredential> application(Tx tx, LogIn.ByApplication proof) {
        if (proof.id() != null) {
            return stores.applications().find(tx, proof.id());
        }
        var user = proof.user();
        var name = proof.name();
        return user == null || name == null
                ? Optional.empty()
                : references.user(tx, user).flatMap(u -> stores.applications().named(tx, u.id(), name));
    }

    /** The scope that an application credential brings with it. */
    static Scope scope(ApplicationCredential credential) {
        return new Scope.OfProject(credential.projectId());
    }

    static Fault.Forbidden forbidden(String action) {
        return new Fault.Forbidden(
                "You are not authorized to perform the requested action: %s.".formatted(action), null);
    }
}
