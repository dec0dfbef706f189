package stratus.oslo.messaging;

import org.jspecify.annotations.Nullable;
import stratus.oslo.base.RequestScope;

/**
 * One call, cast or event on its way.
 *
 * @param kind a call's method, or an event's type
 * @param requestId the request that it is part of
 * @param body the encoded record
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Message(String kind, @Nullable String requestId, byte[] body) {
    /** As part of the request that the running thread works for. */
    static Message of(String kind, byte[] body) {
        return new Message(kind, RequestScope.current(), body);
    }
}
