package stratus.nova.conductor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.ComputeRpc;
import stratus.oslo.base.Fault;

/**
 * Repeats the calls that a host's orderly stop interrupted, once it is back; after {@code patience} it is a host that does
 * not answer. Any other failure is told at once.
 */
record RestartingHosts(Duration patience, InstantSource clock) {
    /** As long as a process needs to stop and to start, and then some. */
    static RestartingHosts usual(InstantSource clock) {
        return new RestartingHosts(Duration.ofMinutes(2), clock);
    }

    <C> C across(Class<C> contract, C host) {
        var proxy = Proxy.newProxyInstance(
                contract.getClassLoader(),
                new Class<?>[] {contract},
                (_, method, arguments) -> call(host, method, arguments));
        return contract.cast(proxy);
    }

    private @Nullable Object call(Object host, Method method, @Nullable Object[] arguments) throws Throwable {
        var answer = attempt(host, method, arguments);
        if (!answer.stopping()) {
            return answer.result();
        }
        var until = clock.instant().plus(patience);
        while (answer.unavailable() && clock.instant().isBefore(until)) {
            Pause.brief();
            answer = attempt(host, method, arguments);
        }
        return answer.result();
    }

    private static Answer attempt(Object host, Method method, @Nullable Object[] arguments) throws Exception {
        try {
            return new Answer(method.invoke(host, arguments), null);
        } catch (InvocationTargetException e) {
            return new Answer(null, e.getCause());
        }
    }

    private record Answer(@Nullable Object value, @Nullable Throwable failure) {
        boolean unavailable() {
            return failure instanceof Fault.Unavailable;
        }

        boolean stopping() {
            return failure instanceof Fault.Unavailable fault && ComputeRpc.STOPPING.equals(fault.code());
        }

        @Nullable Object result() throws Throwable {
            if (failure != null) {
                throw failure;
            }
            return value;
        }
    }
}
