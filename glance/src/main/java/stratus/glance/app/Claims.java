package stratus.glance.app;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import stratus.oslo.base.Fault;

/** Who is at work on which place of bits: one at a time. */
final class Claims {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();

    /** True where bits are being written, false where they are being removed. */
    private final Map<String, Boolean> taken = new HashMap<>();

    /** Bits are about to come; a removal that is under way is awaited. */
    void write(String url) {
        lock.lock();
        try {
            while (Boolean.FALSE.equals(taken.get(url))) {
                released.awaitUninterruptibly();
            }
            if (taken.putIfAbsent(url, true) != null) {
                throw new Fault.Conflict("There is data on its way to %s already.".formatted(url));
            }
        } finally {
            lock.unlock();
        }
    }

    /** False where another is at work; whoever writes cleans up after itself. */
    boolean remove(String url) {
        lock.lock();
        try {
            return taken.putIfAbsent(url, false) == null;
        } finally {
            lock.unlock();
        }
    }

    void release(String url) {
        lock.lock();
        try {
            taken.remove(url);
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
