package stratus.keystone.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A map of so many entries at most: those asked for most recently. */
public final class RecentlyUsed<K, V> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<K, V> entries;
    private long generation;

    public RecentlyUsed(int most) {
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    public @Nullable V get(K key) {
        lock.lock();
        try {
            return entries.get(key);
        } finally {
            lock.unlock();
        }
    }

    public void put(K key, V value) {
        put(key, value, generation());
    }

    /** How often something was forgotten. */
    long generation() {
        lock.lock();
        try {
            return generation;
        } finally {
            lock.unlock();
        }
    }

    /** Only if nothing was forgotten since {@code generation}: the value may be of a time before that. */
    void put(K key, V value, long before) {
        lock.lock();
        try {
            if (before == generation) {
                entries.put(key, value);
            }
        } finally {
            lock.unlock();
        }
    }

    void forget(Predicate<V> which) {
        lock.lock();
        try {
            generation++;
            entries.values().removeIf(which);
        } finally {
            lock.unlock();
        }
    }
}
