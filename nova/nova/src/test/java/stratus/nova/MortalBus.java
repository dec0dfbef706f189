package stratus.nova;

import java.time.Duration;
import java.util.function.Consumer;
import stratus.oslo.messaging.Bus;

/** The bus as one process has it, to which something may happen before and after each of its calls. */
record MortalBus(Bus bus, Moments moments) implements Bus {
    @Override
    public <C> C client(Class<C> contract, Address address, Duration deadline) {
        return moments.around(contract, bus.client(contract, address, deadline));
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
