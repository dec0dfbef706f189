package stratus.nova;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** The moments right before and right after each call of another service, or of a host: at one of them it strikes. */
abstract class Moments {
    private int left = -1;
    private @Nullable String moment;

    /** So many moments pass yet; it strikes at the one that follows. */
    synchronized void after(int moments) {
        left = moments;
        moment = null;
    }

    synchronized void never() {
        left = -1;
    }

    /** When it struck, as {@code before claim}; null until then. */
    synchronized @Nullable String moment() {
        return moment;
    }

    /** A call that has an effect elsewhere. */
    void around(String call, Runnable effect) {
        before(call);
        effect.run();
        after(call);
    }

    /** The same object, each call of which is two moments. */
    <T> T around(Class<T> type, T real) {
        var proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
            before(method.getName());
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                after(method.getName());
            }
        });
        return type.cast(proxy);
    }

    private void before(String call) {
        pass("before " + call);
    }

    private void after(String call) {
        pass("after " + call);
    }

    private void pass(String now) {
        if (isIt(now)) {
            strike(now);
        }
    }

    private synchronized boolean isIt(String now) {
        if (left-- != 0) {
            return false;
        }
        moment = now;
        return true;
    }

    /** On the thread that makes the call. */
    abstract void strike(String now);
}
