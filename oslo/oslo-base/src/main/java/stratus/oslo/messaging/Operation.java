package stratus.oslo.messaging;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** One method of a contract. */
record Operation(Method method, Type request, Type result, boolean cast) {
    /**
     * A contract's methods by name.
     *
     * @throws IllegalArgumentException if it does not have the shape of one
     */
    static Map<String, Operation> of(Class<?> contract) {
        if (!contract.isInterface() || !contract.isAnnotationPresent(Bus.Contract.class)) {
            throw new IllegalArgumentException(contract.getName() + " is no interface marked as @Bus.Contract");
        }
        var operations = new TreeMap<String, Operation>();
        Arrays.stream(contract.getMethods())
                .filter(m -> Modifier.isAbstract(m.getModifiers()))
                .map(Operation::of)
                .forEach(o -> {
                    if (operations.put(o.method().getName(), o) != null) {
                        throw new IllegalArgumentException(o.name() + " is overloaded: messages go by name");
                    }
                });
        return operations;
    }

    private static Operation of(Method method) {
        var cast = method.isAnnotationPresent(Bus.Cast.class);
        var operation = new Operation(
                method,
                method.getParameterCount() == 1 ? method.getGenericParameterTypes()[0] : void.class,
                method.getGenericReturnType(),
                cast);
        if (method.getParameterCount() != 1 || !method.getParameterTypes()[0].isRecord()) {
            throw new IllegalArgumentException(operation.name() + " does not take exactly one record");
        }
        if (cast && method.getReturnType() != void.class) {
            throw new IllegalArgumentException(operation.name() + " is a cast and cannot return anything");
        }
        return operation;
    }

    String name() {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }
}
