package stratus.nova;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import stratus.nova.compute.virt.VirtDriver;

/** Lets a host stand still at a moment, until it is stopped. */
final class Halts extends Moments {
    private final AtomicInteger standing = new AtomicInteger();

    /** How many calls stand still now. */
    int standing() {
        return standing.get();
    }

    @Override
    void strike(String now) {
        standing.incrementAndGet();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted " + now);
        } finally {
            standing.decrementAndGet();
        }
    }

    /** The driver and all that it can do. */
    VirtDriver driver(VirtDriver real) {
        var halting = around(VirtDriver.class, real);
        var loader = VirtDriver.class.getClassLoader();
        var proxy = Proxy.newProxyInstance(loader, new Class<?>[] {VirtDriver.class}, (_, method, arguments) -> {
            if (method.getName().equals("capability")) {
                return capability(real, (Class<?>) arguments[0]);
            }
            try {
                return method.invoke(halting, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
        return (VirtDriver) proxy;
    }

    private <C> @Nullable C capability(VirtDriver real, Class<C> wanted) {
        var found = real.capability(wanted);
        return found == null ? null : around(wanted, found);
    }
}
