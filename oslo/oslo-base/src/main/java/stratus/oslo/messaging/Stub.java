package stratus.oslo.messaging;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The calling end of a contract: turns a method call into a message, and a reply into its result. */
final class Stub implements InvocationHandler {
    private final String name;
    private final Map<String, Operation> operations;
    private final Codec codec;
    private final Line line;

    private Stub(String name, Map<String, Operation> operations, Codec codec, Line line) {
        this.name = name;
        this.operations = operations;
        this.codec = codec;
        this.line = line;
    }

    /** How a transport reaches the other end; both throw {@link stratus.oslo.base.Fault.Unavailable}. */
    interface Line {
        Reply call(Message message);

        void cast(Message message);
    }

    static <C> C of(Class<C> contract, String name, Codec codec, Line line) {
        var stub = new Stub(name, Operation.of(contract), codec, line);
        return contract.cast(Proxy.newProxyInstance(contract.getClassLoader(), new Class<?>[] {contract}, stub));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        var operation = operations.get(method.getName());
        if (operation == null || !operation.method().equals(method) || args == null) {
            return local(proxy, method, args);
        }
        var request = Objects.requireNonNull(args[0], operation.name());
        var message = Message.of(method.getName(), codec.encode(request, operation.request()));
        if (operation.cast()) {
            line.cast(message);
            return null;
        }
        return result(operation, line.call(message));
    }

    private @Nullable Object result(Operation operation, Reply reply) {
        return switch (reply) {
            case Reply.Value(var value) ->
                operation.result() == void.class ? null : codec.decode(value, operation.result());
            case Reply.Failed(var failure) ->
                throw codec.<Reply.Failure>decode(failure, Reply.Failure.class).toException();
        };
    }

    /** What is not sent: the methods of every object, and a contract's own default methods. */
    private @Nullable Object local(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, args);
        }
        return switch (method.getName()) {
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> name;
        };
    }
}
