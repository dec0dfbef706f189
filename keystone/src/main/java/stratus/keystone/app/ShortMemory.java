package stratus.keystone.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Remembers answers for a second at most, and none that was on its way when something changed.
 *
 * <p>A second is how long another process may take to hear of a change.
 */
final class ShortMemory<K, V> {
    private static final Duration LIFE = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    private final RecentlyUsed<K, Known<V>> known = new RecentlyUsed<>(MOST);
    private final InstantSource clock;

    private record Known<V>(V value, Instant until) {}

    ShortMemory(InstantSource clock) {
        this.clock = clock;
    }

    /** What is remembered, or what {@code find} finds; nothing is found again the next time. */
    Optional<V> get(K key, Supplier<Optional<V>> find) {
        var now = clock.instant();
        var remembered = known.get(key);
        if (remembered != null && now.isBefore(remembered.until())) {
            return Optional.of(remembered.value());
        }
        long asked = known.generation();
        var found = find.get();
        found.ifPresent(value -> known.put(key, new Known<>(value, now.plus(LIFE)), asked));
        return found;
    }

    /** To be called once a change is committed: every answer is found again, from now on. */
    void forget() {
        forget(_ -> true);
    }

    /** The same for some answers; those on their way are not remembered, whichever they are. */
    void forget(Predicate<V> which) {
        known.forget(one -> which.test(one.value()));
    }
}
