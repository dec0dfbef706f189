package stratus.cinder.volume;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One thing at a time for each volume and snapshot, so that a delete finds what a create has made. */
final class Turns {
    private final Map<String, Turn> taken = new ConcurrentHashMap<>();

    private record Turn(ReentrantLock lock, int holders) {
        Turn held(int more) {
            return new Turn(lock, holders + more);
        }
    }

    void alone(String resource, Runnable work) {
        var lock = taken.merge(resource, new Turn(new ReentrantLock(), 1), (there, _) -> there.held(1))
                .lock();
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
            taken.computeIfPresent(resource, (_, turn) -> turn.holders() == 1 ? null : turn.held(-1));
        }
    }
}
