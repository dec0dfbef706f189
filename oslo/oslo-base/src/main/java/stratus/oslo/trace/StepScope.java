package stratus.oslo.trace;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ServerId;

/**
 * Which step of which boot the running thread is at.
 *
 * <p>Its first REST call takes it along, so that the service on the other side can tell its own part of the boot.
 */
public final class StepScope {
    /** Of a request: what {@link At#text} is sent as. */
    public static final String HEADER = "X-Stratus-Step";

    private static final ScopedValue<Scope> CURRENT = ScopedValue.newInstance();

    private StepScope() {}

    private record Scope(At at, AtomicBoolean taken) {}

    /** A step of a server's boot. */
    public record At(int step, ServerId server) {
        public String text() {
            return step + " " + server.text();
        }

        /** Null where it is none. */
        public static @Nullable At parse(@Nullable String text) {
            if (text == null || !text.matches("[1-9][0-9]? [0-9a-f-]{36}")) {
                return null;
            }
            int space = text.indexOf(' ');
            return new At(Integer.parseInt(text.substring(0, space)), ServerId.parse(text.substring(space + 1)));
        }
    }

    public static <T extends @Nullable Object> T call(At at, Supplier<T> work) {
        return ScopedValue.where(CURRENT, new Scope(at, new AtomicBoolean())).call(work::get);
    }

    /** For the first who asks within the scope; null for all others, and outside of one. */
    public static @Nullable At take() {
        if (!CURRENT.isBound()) {
            return null;
        }
        var scope = CURRENT.get();
        return scope.taken().compareAndSet(false, true) ? scope.at() : null;
    }
}
