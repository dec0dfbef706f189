package stratus.oslo.http;

import stratus.oslo.base.Caller;
import stratus.oslo.policy.Refused;

/** Sees the requests of an API go by, for traces and for trials of crashes; it must not throw. */
@FunctionalInterface
public interface Onlooker {
    Onlooker NONE = _ -> new Passage() {};

    /** Both of them, this one first. */
    default Onlooker and(Onlooker other) {
        return request -> new Passages(routed(request), other.routed(request));
    }

    /** A request whose route is known, and whose caller is not yet. */
    Passage routed(Request request);

    /** One request on its way through a service. */
    interface Passage {
        /** Keystone, or what is remembered of its word, said who asks. */
        default void validated(Caller caller) {}

        /** The route's own rule passed. */
        default void authorized() {}

        /** The answer is made and not yet sent. */
        default void answered(Response answer) {}

        default void sent() {}

        /** Answered with 403; {@link #failed} follows. */
        default void refused(Refused refused) {}

        /** Instead of {@link #answered}. */
        default void failed(Throwable failure) {}
    }
}
