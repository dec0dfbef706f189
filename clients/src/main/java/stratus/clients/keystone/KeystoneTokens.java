package stratus.clients.keystone;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import stratus.oslo.base.Tokens;
import stratus.oslo.http.RestClient;

/**
 * Asks Keystone who is behind a token, and remembers the answer for 300 seconds at most.
 *
 * <p>{@link #forgetAll} is for Keystone's word that something was revoked: answers that were on their way by then are
 * not remembered either.
 */
public final class KeystoneTokens implements Tokens {
    private static final Duration MEMORY = Duration.ofSeconds(300);
    private static final int MOST = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong generation = new AtomicLong();
    private final RestClient keystone;
    private final ServiceSession session;
    private final InstantSource clock;
    private final Map<Key, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
            return size() > MOST;
        }
    };

    private record Key(Secret token, boolean expiredToo) {}

    private record Known(Caller caller, Instant until) {}

    /** {@code keystone} is a client of its base, without {@code /v3}; {@code session} is whose token asks. */
    public KeystoneTokens(RestClient keystone, ServiceSession session, InstantSource clock) {
        this.keystone = keystone;
        this.session = session;
        this.clock = clock;
    }

    @Override
    public Caller validate(Secret token, @Nullable Secret serviceToken, String requestId) {
        var serviceRoles = serviceToken == null
                ? Set.<String>of()
                : find(new Key(serviceToken, false), requestId).roles();
        var caller = find(new Key(token, serviceRoles.contains("service")), requestId);
        return caller.during(requestId).beside(serviceRoles);
    }

    /** From now on every token is asked about again. */
    public void forgetAll() {
        locked(() -> {
            generation.incrementAndGet();
            known.clear();
            return true;
        });
    }

    /** Whether the token would be vouched for without asking Keystone. */
    public boolean remembers(Secret token) {
        var now = clock.instant();
        return locked(() -> Stream.of(true, false)
                .map(expiredToo -> known.get(new Key(token, expiredToo)))
                .anyMatch(one -> one != null && now.isBefore(one.until())));
    }

    private Caller find(Key key, String requestId) {
        var remembered = locked(() -> known.get(key));
        if (remembered != null && clock.instant().isBefore(remembered.until())) {
            return remembered.caller();
        }
        long asked = generation.get();
        var fresh = ask(key, requestId);
        locked(() -> asked == generation.get() ? known.put(key, fresh) : null);
        return fresh.caller();
    }

    private Known ask(Key key, String requestId) {
        var answer = exchange(key, requestId);
        if (answer.status() == 401) { // our own token: it may have been revoked
            session.forget();
            answer = exchange(key, requestId);
        }
        if (answer.status() == 404) {
            throw new Fault.Unauthorized("The request you have made requires authentication.");
        }
        if (answer.status() != 200) {
            throw new Fault.Unavailable(
                    "identity", new IllegalStateException("Keystone answered " + answer.status() + " to a validation"));
        }
        var token = answer.body().path("token");
        var now = clock.instant();
        var until = now.plus(MEMORY);
        var end = TokenBody.expires(token);
        return new Known(
                TokenBody.caller(token, key.token(), requestId), key.expiredToo() || until.isBefore(end) ? until : end);
    }

    private RestClient.Answer exchange(Key key, String requestId) {
        return keystone.header("X-Auth-Token", session.token().value())
                .header("X-Subject-Token", key.token().value())
                .header("X-OpenStack-Request-ID", requestId)
                .header("OpenStack-Identity-Access-Rules", "1")
                .exchange("GET", "/v3/auth/tokens?nocatalog" + (key.expiredToo() ? "&allow_expired=1" : ""), null);
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
