package stratus.glance.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What concerns one Glance among several that share a database.
 *
 * @param url where the others reach this one; null where they do not
 * @param keepTasks how long tasks that ended are remembered
 * @param cacheSize bytes that its cache may hold; 0 for no cache
 * @param cacheDelay how long images wait in the queue of the cache, at least
 */
public record WorkerRules(@Nullable String url, Duration keepTasks, long cacheSize, Duration cacheDelay) {
    private static final long TEN_GIB = 10L << 30;

    public WorkerRules {
        if (url != null && !url.matches("https?://[^/?#\\s]+(/[^?#\\s]*)?")) {
            throw new IllegalArgumentException("worker-self-reference-url is http://HOST:PORT, not %s.".formatted(url));
        }
        if (keepTasks.isNegative()) {
            throw new IllegalArgumentException("task-time-to-live is not negative.");
        }
        if (cacheDelay.isNegative()) {
            throw new IllegalArgumentException("cache-prefetcher-interval is not negative.");
        }
        if (cacheSize < 0) {
            throw new IllegalArgumentException("image-cache-max-size is not negative.");
        }
    }

    /** Upstream's, but for the delay: whoever queues an image still finds it in the queue, and soon in the cache. */
    public static WorkerRules usual() {
        return new WorkerRules(null, Duration.ofHours(48), TEN_GIB, Duration.ofSeconds(2));
    }

    public WorkerRules reachedAt(String other) {
        return new WorkerRules(other, keepTasks, cacheSize, cacheDelay);
    }

    public WorkerRules withCache(long size, Duration delay) {
        return new WorkerRules(url, keepTasks, size, delay);
    }
}
