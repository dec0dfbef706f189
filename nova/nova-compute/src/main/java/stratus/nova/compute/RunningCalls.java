package stratus.nova.compute;

import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.ComputeRpc;
import stratus.oslo.base.Fault;

/**
 * The calls that a host is at. When it stops in good order they are interrupted, and answered with
 * {@link ComputeRpc#STOPPING}: whatever an interrupted call fails with says nothing of the server.
 */
final class RunningCalls implements AutoCloseable {
    private static final System.Logger log = System.getLogger("nova-compute");

    /** As long as the rest of the process waits for what does not heed an interrupt. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Set<Thread> threads = new HashSet<>();
    private volatile boolean stopping;

    /** Whether the host stops: what fails from now on is to be done again after its restart, and not to be undone. */
    boolean stopping() {
        return stopping;
    }

    /** The same contract, each call of which is counted here. */
    <C> C counted(Class<C> contract, C implementation) {
        var proxy = Proxy.newProxyInstance(
                contract.getClassLoader(),
                new Class<?>[] {contract},
                (_, method, arguments) -> call(implementation, method, arguments));
        return contract.cast(proxy);
    }

    private @Nullable Object call(Object implementation, Method method, @Nullable Object[] arguments) throws Throwable {
        begin();
        try {
            return method.invoke(implementation, arguments);
        } catch (InvocationTargetException e) {
            var failure = e.getCause() == null ? e : e.getCause();
            throw stopping && failure instanceof RuntimeException ? stopped(failure) : failure;
        } finally {
            end();
        }
    }

    private static Fault stopped(@Nullable Throwable failure) {
        return Fault.coded(ComputeRpc.STOPPING, new Fault.Unavailable("compute", failure));
    }

    private void begin() {
        lock.lock();
        try {
            if (stopping) {
                throw stopped(null);
            }
            threads.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            threads.remove(Thread.currentThread());
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts what runs, refuses what comes, and returns once all is at an end, or the grace is over. */
    @Override
    public void close() {
        lock.lock();
        try {
            stopping = true;
            threads.forEach(Thread::interrupt);
            long left = GRACE.toNanos();
            while (!threads.isEmpty() && left > 0) {
                left = ended.awaitNanos(left);
            }
            if (!threads.isEmpty()) {
                log.log(Level.WARNING, "{0} calls do not end", threads.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
