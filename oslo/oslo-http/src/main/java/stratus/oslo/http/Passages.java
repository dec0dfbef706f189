package stratus.oslo.http;

import stratus.oslo.base.Caller;
import stratus.oslo.http.Onlooker.Passage;
import stratus.oslo.policy.Refused;

/** One request on its way, seen by two. */
record Passages(Passage one, Passage two) implements Passage {
    @Override
    public void validated(Caller caller) {
        one.validated(caller);
        two.validated(caller);
    }

    @Override
    public void authorized() {
        one.authorized();
        two.authorized();
    }

    @Override
    public void answered(Response answer) {
        one.answered(answer);
        two.answered(answer);
    }

    @Override
    public void sent() {
        one.sent();
        two.sent();
    }

    @Override
    public void refused(Refused refused) {
        one.refused(refused);
        two.refused(refused);
    }

    @Override
    public void failed(Throwable failure) {
        one.failed(failure);
        two.failed(failure);
    }
}
