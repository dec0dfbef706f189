package stratus.oslo.messaging;

import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;

/** What comes back from a call. */
sealed interface Reply {
    /** @param value the encoded result; JSON's null where there is none */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Value(byte[] value) implements Reply {}

    /** @param failure an encoded {@link Failure} */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Failed(byte[] failure) implements Reply {}

    /** A fault by the name of its type, which is the same type again on the other side. */
    record Failure(String kind, String message, @Nullable String code) {
        static Failure of(Throwable thrown) {
            return new Failure(
                    thrown.getClass().getSimpleName(),
                    String.valueOf(thrown.getMessage()),
                    thrown instanceof Fault fault ? fault.code() : null);
        }

        RuntimeException toException() {
            return Fault.of(kind, message, code);
        }
    }
}
