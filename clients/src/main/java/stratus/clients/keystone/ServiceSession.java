package stratus.clients.keystone;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import stratus.oslo.http.RestClient;

/** A service logged in as itself: always has a token that holds for minutes yet. Safe for many threads. */
public final class ServiceSession {
    private static final Duration SPARE = Duration.ofMinutes(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final RestClient keystone;
    private final Account account;
    private final InstantSource clock;
    private volatile @Nullable Login login;

    /** A user of a domain, named, with a password; scoped to a project of the same domain. */
    public record Account(String user, Secret password, String project, String domainId) {
        /** Of project {@code service}, as bootstrap makes them. */
        public static Account service(String user, Secret password) {
            return new Account(user, password, "service", "default");
        }
    }

    private record Login(Caller caller, Instant renew) {}

    /** {@code keystone} is a client of its base, without {@code /v3}. Logs in on first use. */
    public ServiceSession(RestClient keystone, Account account, InstantSource clock) {
        this.keystone = keystone;
        this.account = account;
        this.clock = clock;
    }

    /** @throws Fault.Unavailable when Keystone does not answer, or refuses the account */
    public Secret token() {
        return login().caller().token();
    }

    /** The service as a caller, on behalf of a request. */
    public Caller caller(String requestId) {
        return login().caller().during(requestId);
    }

    /** The token was refused: the next one is another. */
    public void forget() {
        login = null;
    }

    private Login login() {
        var known = login;
        if (known != null && clock.instant().isBefore(known.renew())) {
            return known;
        }
        lock.lock();
        try {
            known = login;
            if (known == null || !clock.instant().isBefore(known.renew())) {
                known = logIn();
                login = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private Login logIn() {
        var answer = keystone.exchange("POST", "/v3/auth/tokens?nocatalog", request());
        var token = answer.headers().get("x-subject-token");
        if (answer.status() != 201 || token == null) {
            throw new Fault.Unavailable(
                    "identity",
                    new IllegalStateException(
                            "Keystone answered %d to the login of %s".formatted(answer.status(), account.user())));
        }
        var caller = TokenBody.caller(answer.body().path("token"), new Secret(token), "req-none");
        var expires = TokenBody.expires(answer.body().path("token"));
        var left = Duration.between(clock.instant(), expires);
        return new Login(caller, expires.minus(left.compareTo(SPARE.multipliedBy(2)) > 0 ? SPARE : left.dividedBy(2)));
    }

    private Map<String, Object> request() {
        var domain = Map.of("id", account.domainId());
        var user = Map.of(
                "name",
                account.user(),
                "domain",
                domain,
                "password",
                account.password().value());
        return Map.of(
                "auth",
                Map.of(
                        "identity",
                        Map.of("methods", List.of("password"), "password", Map.of("user", user)),
                        "scope",
                        Map.of("project", Map.of("name", account.project(), "domain", domain))));
    }
}
