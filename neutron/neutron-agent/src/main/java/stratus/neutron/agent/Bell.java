package stratus.neutron.agent;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the agent. Rings while it is busy count as one. */
final class Bell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private final EnumSet<Reason> reasons = EnumSet.noneOf(Reason.class);

    enum Reason {
        /** The server wants something else. */
        CHANGED,
        /** A device came or went. */
        DEVICE
    }

    void ring(Reason reason) {
        lock.lock();
        try {
            reasons.add(reason);
            rung.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The reasons since the last time; none when {@code patience} ran out. */
    Set<Reason> await(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (reasons.isEmpty() && left > 0) {
                left = rung.awaitNanos(left);
            }
            var all = EnumSet.copyOf(reasons);
            reasons.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }
}
