package stratus.nova.libvirt;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ServerId;

/** Lets one change at a time at a guest; a few unlucky pairs of guests wait for each other. */
final class GuestLocks {
    private static final int STRIPES = 256;

    private final Lock[] locks =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(Lock[]::new);

    <T extends @Nullable Object> T with(ServerId server, Supplier<T> work) {
        var lock = locks[Math.floorMod(server.hashCode(), STRIPES)];
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    void with(ServerId server, Runnable work) {
        with(server, () -> {
            work.run();
            return true;
        });
    }
}
