package stratus.keystone.app;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.AccessToken;
import stratus.keystone.domain.RequestToken;
import stratus.keystone.domain.Role;
import stratus.keystone.domain.RoleName;
import stratus.keystone.domain.Scope;
import stratus.keystone.domain.Token;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.base.Secret;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** How a consumer comes to act for a user: it asks, the user grants, it fetches what it was granted. */
public final class OAuthTokens {
    private static final Duration REQUEST_LIFE = Duration.ofHours(8);
    private static final Duration ACCESS_LIFE = Duration.ofDays(1);
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int VERIFIER_LENGTH = 8;
    private static final String REQUEST = "request_token";
    private static final String ACCESS = "access_token";

    private final SecureRandom random = new SecureRandom();
    private final Stores stores;
    private final Changes changes;
    private final Access access;
    private final OAuthSecrets secrets;
    private final InstantSource clock;

    public OAuthTokens(Changes changes, Access access, KeyRepository keys, InstantSource clock) {
        this.stores = changes.stores();
        this.changes = changes;
        this.access = access;
        this.secrets = new OAuthSecrets(stores, keys, clock);
        this.clock = clock;
    }

    /** A token of either kind, and its secret, which is told once. */
    public record Issued(String id, Secret secret, Instant expiresAt) {}

    public Issued request(SignedRequest signed, String projectId) {
        var consumer = signed.consumer();
        if (stores.db().read(tx -> stores.projects().find(tx, projectId)).isEmpty()) {
            throw new Fault.NotFound("Could not find project: %s.".formatted(projectId));
        }
        if (stores.db().read(tx -> stores.consumers().find(tx, consumer)).isEmpty()) {
            throw new Fault.NotFound("Consumer not found");
        }
        secrets.require(signed, consumer, null);
        var token = new RequestToken(Ids.hex(), consumer, projectId, end(REQUEST_LIFE), null, null, List.of());
        var secret = new Secret(Ids.hex());
        var sealed = secrets.seal(secret);
        stores.db().run(tx -> stores.oauthTokens().insert(tx, token, sealed));
        return new Issued(token.id(), secret, token.expiresAt());
    }

    /** What the consumer has to be told, for it to fetch what the user grants here. */
    public String grant(Caller caller, Token own, String requestId, List<RoleName> wanted) {
        if (own.data().delegation() != null) {
            throw new Fault.Forbidden("Cannot authorize a request token with a token issued via delegation.", null);
        }
        var asked = live(stores.db().read(tx -> find(tx, requestId)));
        var userId = own.user().id();
        var verifier = verifier();
        var roles = stores.db().read(tx -> granted(tx, userId, asked, wanted));
        var granted = new RequestToken(
                asked.id(), asked.consumerId(), asked.projectId(), asked.expiresAt(), userId, verifier, roles);
        changes.commit(
                caller,
                Operation.UPDATED,
                new Subject(REQUEST, asked.id(), asked.projectId()),
                null,
                tx -> stores.oauthTokens().grant(tx, granted));
        return verifier;
    }

    private List<String> granted(Tx tx, String userId, RequestToken asked, List<RoleName> wanted) {
        var ids = wanted.stream().map(role -> id(tx, role)).distinct().toList();
        var held = access.roles(tx, userId, new Scope.OfProject(asked.projectId())).stream()
                .map(Role::id)
                .collect(Collectors.toSet());
        if (!held.containsAll(ids)) {
            throw new Fault.Unauthorized("authorizing user does not have role required");
        }
        return ids;
    }

    private String id(Tx tx, RoleName role) {
        return stores.roles()
                .id(tx, role)
                .orElseThrow(() -> new Fault.NotFound("Role %s is not defined".formatted(role.text())));
    }

    private String verifier() {
        return random.ints(VERIFIER_LENGTH, 0, LETTERS.length())
                .mapToObj(i -> LETTERS.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    /** What was granted, for a consumer that knows the verifier; the request is used up by it. */
    public Issued fetch(SignedRequest signed) {
        var consumer = signed.consumer();
        var asked = live(stores.db().read(tx -> find(tx, signed.token())));
        var verifier = signed.required("oauth_verifier");
        if (!asked.consumerId().equals(consumer)) {
            throw new Fault.Unauthorized("Provided consumer key does not match stored consumer key.");
        }
        secrets.require(signed, consumer, asked.id());
        var userId = asked.userId();
        if (userId == null || asked.verifier() == null || !secrets.same(asked.verifier(), verifier)) {
            throw new Fault.Unauthorized("Provided verifier does not match stored verifier");
        }
        var token = new AccessToken(Ids.hex(), consumer, asked.projectId(), end(ACCESS_LIFE), userId, asked.roles());
        var secret = new Secret(Ids.hex());
        var sealed = secrets.seal(secret);
        stores.db().run(tx -> {
            if (!stores.oauthTokens().use(tx, asked)) {
                throw new Fault.NotFound("Request token not found");
            }
            stores.oauthTokens().insert(tx, token, sealed);
        });
        return new Issued(token.id(), secret, token.expiresAt());
    }

    /** The access token by which a request was signed. */
    AccessToken proven(SignedRequest signed) {
        var token = find(signed.token()).orElseThrow(() -> new Fault.NotFound("Access token not found"));
        if (!token.expiresAt().isAfter(clock.instant())) {
            throw new Fault.Unauthorized("Access token is expired");
        }
        if (!token.consumerId().equals(signed.consumer())) {
            throw new Fault.Unauthorized("Could not validate the access token");
        }
        secrets.require(signed, token.consumerId(), token.id());
        return token;
    }

    public Optional<AccessToken> find(String id) {
        return stores.db().read(tx -> stores.oauthTokens().access(tx, id));
    }

    public List<AccessToken> of(String userId) {
        return stores.db().read(tx -> stores.oauthTokens().ofUser(tx, userId));
    }

    /** With it end the tokens that it was used for. */
    public void delete(Caller caller, AccessToken token) {
        changes.commit(
                caller,
                Operation.DELETED,
                new Subject(ACCESS, token.id(), token.projectId()),
                null,
                tx -> stores.oauthTokens().delete(tx, token));
    }

    private RequestToken find(Tx tx, String id) {
        return stores.oauthTokens().request(tx, id).orElseThrow(() -> new Fault.NotFound("Request token not found"));
    }

    private RequestToken live(RequestToken token) {
        if (!token.expiresAt().isAfter(clock.instant())) {
            throw new Fault.Unauthorized("Request token is expired");
        }
        return token;
    }

    private Instant end(Duration life) {
        return clock.instant().plus(life).truncatedTo(ChronoUnit.MICROS);
    }
}
