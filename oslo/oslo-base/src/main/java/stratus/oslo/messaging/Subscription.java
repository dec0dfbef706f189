package stratus.oslo.messaging;

import java.lang.System.Logger.Level;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import stratus.oslo.base.RequestScope;

/** One subscriber with its own queue, so that it delays nobody but itself. */
final class Subscription<E extends Record> implements Runnable {
    private static final System.Logger log = System.getLogger("bus");
    private static final Message END = new Message("", null, new byte[0]);
    private static final int BACKLOG = 10_000;

    private final String topic;
    private final Class<E> type;
    private final Consumer<E> subscriber;
    private final Codec codec;
    private final LinkedBlockingQueue<Message> waiting = new LinkedBlockingQueue<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    Subscription(String topic, Class<E> type, Consumer<E> subscriber, Codec codec) {
        this.topic = topic;
        this.type = type;
        this.subscriber = subscriber;
        this.codec = codec;
    }

    void offer(Message event) {
        if (ended.get() || !event.kind().equals(type.getName())) {
            return;
        }
        waiting.add(event);
        int backlog = waiting.size();
        if (backlog > 0 && backlog % BACKLOG == 0) {
            log.log(Level.WARNING, () -> "%d events of %s wait for %s".formatted(backlog, topic, subscriber));
        }
    }

    void end() {
        if (ended.compareAndSet(false, true)) {
            waiting.add(END);
        }
    }

    @Override
    public void run() {
        try {
            for (var event = waiting.take(); event != END; event = waiting.take()) {
                tell(event);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the bus closes, and this one took too long
        }
    }

    private void tell(Message event) {
        RequestScope.run(event.requestId(), () -> {
            try {
                subscriber.accept(codec.decode(event.body(), type));
            } catch (RuntimeException e) {
                log.log(Level.ERROR, () -> "a subscriber of %s failed".formatted(topic), e);
            }
        });
    }
}
