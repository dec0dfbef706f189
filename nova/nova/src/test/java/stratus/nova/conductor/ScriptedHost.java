package stratus.nova.conductor;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.LifecycleRpc;
import stratus.oslo.base.Fault;
import stratus.oslo.messaging.Bus;
import stratus.oslo.messaging.Bus.Address;

/** A host that does what a test tells it to, and remembers what it was asked; what it was not told, it just does. */
final class ScriptedHost {
    private final List<Record> asked = new CopyOnWriteArrayList<>();
    private final Map<Class<?>, Consumer<Record>> scripts = new ConcurrentHashMap<>();

    /** On the bus under this name. */
    static ScriptedHost on(Bus bus, String name) {
        var host = new ScriptedHost();
        host.serve(bus, ComputeRpc.class, new Address.OnHost(ComputeRpc.TOPIC, name));
        host.serve(bus, LifecycleRpc.class, new Address.OnHost(LifecycleRpc.TOPIC, name));
        return host;
    }

    private <C> void serve(Bus bus, Class<C> contract, Address address) {
        var proxy = Proxy.newProxyInstance(
                contract.getClassLoader(),
                new Class<?>[] {contract},
                (_, method, arguments) -> answer(method, (Record) arguments[0]));
        var _ = bus.serve(contract, address, contract.cast(proxy));
    }

    /** What becomes of requests of a type. */
    <R extends Record> ScriptedHost told(Class<R> request, Consumer<R> script) {
        scripts.put(request, given -> script.accept(request.cast(given)));
        return this;
    }

    /** Those of a type that came, in order. */
    <R extends Record> List<R> asked(Class<R> request) {
        return asked.stream().filter(request::isInstance).map(request::cast).toList();
    }

    private @Nullable Object answer(Method method, Record request) {
        if (method.getReturnType() != void.class) {
            throw new Fault.NotImplemented("This host has no answer to %s.".formatted(method.getName()));
        }
        asked.add(request);
        scripts.getOrDefault(request.getClass(), _ -> {}).accept(request);
        return null;
    }
}
