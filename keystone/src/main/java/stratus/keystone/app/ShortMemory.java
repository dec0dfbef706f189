package stratus.keystone.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Remembers answers for a second at most, and none that was on its way when something changed.
 *
 * <p>A second is how long another process may take to hear of a change.
 */
final class ShortMemory<K, V> {
    private static final Duration LIFE = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    private final AtomicLong generation = new AtomicLong();
    private final RecentlyUsed<K, Known<V>> known = new RecentlyUsed<>(MOST);
    private final InstantSource clock;

    private record Known<V>(V value, long generation, Instant until) {}

    ShortMemory(InstantSource clock) {
        this.clock = clock;
    }

    /** What is remembered, or what {@code find} finds; nothing is found again the next time. */
    Optional<V> get(K key, Supplier<Optional<V>> find) {
        var remembered = known.get(key);
        long now = generation.get();
        if (remembered != null
                && remembered.generation() == now
                && clock.instant().isBefore(remembered.until())) {
            return Optional.of(remembered.value());
        }
        var found = find.get();
        found.ifPresent(
                value -> known.put(key, new Known<>(value, now, clock.instant().plus(LIFE))));
        return found;
    }

    /** To be called once a change is committed: every answer is found again, from now on. */
    void forget() {
        generation.incrementAndGet();
    }
}
