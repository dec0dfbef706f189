package stratus.nova;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Consumer;
import stratus.oslo.messaging.Bus;

/** The bus as one process has it, which may die before and after each of its calls. */
record MortalBus(Bus bus, Deaths deaths) implements Bus {
    @Override
    public <C> C client(Class<C> contract, Address address, Duration deadline) {
        var real = bus.client(contract, address, deadline);
        var mortal = Proxy.newProxyInstance(contract.getClassLoader(), new Class<?>[] {contract}, (_, method, args) -> {
            deaths.before(method.getName());
            try {
                return method.invoke(real, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                deaths.after(method.getName());
            }
        });
        return contract.cast(mortal);
    }

    @Override
    public <C> Registration serve(Class<C> contract, Address address, C implementation) {
        return bus.serve(contract, address, implementation);
    }

    @Override
    public void publish(String topic, Record event) {
        bus.publish(topic, event);
    }

    @Override
    public <E extends Record> Registration subscribe(String topic, Class<E> type, Consumer<E> subscriber) {
        return bus.subscribe(topic, type, subscriber);
    }

    /** The bus outlives the process. */
    @Override
    public void close() {}
}
