package stratus.oslo.messaging;

import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.base.RequestScope;

/** The serving end of a contract: turns a message into a method call, and its outcome into a reply. */
final class Servant {
    private static final System.Logger log = System.getLogger("bus");

    private final Object implementation;
    private final Map<String, Operation> operations;
    private final Codec codec;

    Servant(Class<?> contract, Object implementation, Codec codec) {
        this.implementation = implementation;
        this.operations = Operation.of(contract);
        this.codec = codec;
        operations.values().forEach(o -> o.method().setAccessible(true)); // contracts may be package-private
    }

    /** Never throws: what went wrong is in the reply, and for a cast in the log. */
    Reply handle(Message message) {
        var reply = new AtomicReference<@Nullable Reply>();
        RequestScope.run(message.requestId(), () -> reply.set(answer(message)));
        return Objects.requireNonNull(reply.get());
    }

    private Reply answer(Message message) {
        var operation = operations.get(message.kind());
        if (operation == null) {
            return failed(message.kind(), false, new Fault.NotImplemented("There is no " + message.kind() + " here."));
        }
        try {
            var result = operation
                    .method()
                    .invoke(implementation, codec.<Object>decode(message.body(), operation.request()));
            return new Reply.Value(codec.encode(result, operation.result()));
        } catch (InvocationTargetException e) {
            return failed(operation.name(), operation.cast(), e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            return failed(operation.name(), operation.cast(), e);
        }
    }

    /** A fault is the caller's to hear; a bug, or a cast that nobody hears of, is the operator's. */
    private Reply failed(String operation, boolean cast, Throwable thrown) {
        if (cast || !(thrown instanceof Fault)) {
            log.log(Level.ERROR, () -> operation + " failed", thrown);
        }
        return new Reply.Failed(codec.encode(Reply.Failure.of(thrown), Reply.Failure.class));
    }
}
