package stratus.oslo.base;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Which request the running thread works for: every log line in between carries it as {@value #KEY}.
 *
 * <p>The bus takes it along; a thread that is started by hand begins without one.
 */
public final class RequestScope {
    /** In a log pattern: {@code %X{request_id:--}}. */
    public static final String KEY = "request_id";

    private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private RequestScope() {}

    /** The request's id; null outside of one. */
    public static @Nullable String current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    /** Does the work for the request; for none if it is null. */
    public static void run(@Nullable String requestId, Runnable work) {
        if (requestId == null) {
            work.run();
            return;
        }
        // Loggers look into their own map, and appenders with threads of their own could not see a scoped value.
        var before = MDC.get(KEY);
        MDC.put(KEY, requestId);
        try {
            ScopedValue.where(CURRENT, requestId).run(work);
        } finally {
            restore(before);
        }
    }

    private static void restore(@Nullable String before) {
        if (before == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, before);
        }
    }
}
