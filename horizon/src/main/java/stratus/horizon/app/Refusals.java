package stratus.horizon.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import stratus.oslo.policy.Refused;

/** The latest requests that were answered with 403, in memory only: as many as its bounds say, for as long. */
public final class Refusals {
    private static final int MOST_OF_ONE = 8;
    private static final Duration HEARSAY = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition heard = lock.newCondition();
    private final LinkedHashMap<String, List<Told>> byRequest = new LinkedHashMap<>();
    private final Bounds bounds;
    private final InstantSource clock;

    /** How many requests are remembered, and for how long. */
    public record Bounds(int most, Duration keep) {}

    /** A refusal and when it was heard of. */
    public record Told(Instant at, Refused refused) {}

    public Refusals(Bounds bounds, InstantSource clock) {
        this.bounds = bounds;
        this.clock = clock;
    }

    public void take(Refused refused) {
        lock.lock();
        try {
            forget();
            var all = byRequest.computeIfAbsent(refused.requestId(), _ -> new ArrayList<>());
            all.add(new Told(clock.instant(), refused));
            if (all.size() > MOST_OF_ONE) {
                all.removeFirst();
            }
            if (byRequest.size() > bounds.most()) {
                byRequest.pollFirstEntry();
            }
            heard.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void forget() {
        var before = clock.instant().minus(bounds.keep());
        byRequest.values().removeIf(all -> all.getLast().at().isBefore(before));
    }

    /** Of one request, also where the word of them is still behind the answer; none is found but after a while. */
    public List<Told> find(String requestId) throws InterruptedException {
        lock.lock();
        try {
            forget();
            long left = HEARSAY.toNanos();
            while (!byRequest.containsKey(requestId) && left > 0) {
                left = heard.awaitNanos(left);
            }
            return List.copyOf(byRequest.getOrDefault(requestId, List.of()));
        } finally {
            lock.unlock();
        }
    }
}
