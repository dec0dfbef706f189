package stratus.nova.conductor;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import stratus.oslo.base.Caller;
import stratus.oslo.base.RequestScope;

/** Lets the steps of a saga work for the request that began it. */
record ForRequest<S>(Function<S, Caller> caller) {
    UnaryOperator<S> step(UnaryOperator<S> action) {
        return state -> {
            var after = new AtomicReference<>(state);
            run(state, () -> after.set(action.apply(state)));
            return after.get();
        };
    }

    Consumer<S> undo(Consumer<S> undo) {
        return state -> run(state, () -> undo.accept(state));
    }

    private void run(S state, Runnable work) {
        RequestScope.run(caller.apply(state).requestId(), work);
    }
}
