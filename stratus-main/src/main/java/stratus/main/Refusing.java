package stratus.main;

import java.lang.System.Logger.Level;
import stratus.oslo.http.Onlooker;
import stratus.oslo.http.Request;
import stratus.oslo.messaging.Bus;
import stratus.oslo.policy.Refused;

/** Tells the bus of requests that are answered with 403, for whoever explains them. */
record Refusing(Bus bus) implements Onlooker {
    private static final System.Logger log = System.getLogger("stratus.refusals");

    @Override
    public Passage routed(Request request) {
        return new Passage() {
            @Override
            public void refused(Refused refused) {
                tell(refused);
            }
        };
    }

    private void tell(Refused refused) {
        try {
            bus.publish(Refused.TOPIC, refused);
        } catch (RuntimeException e) {
            log.log(Level.WARNING, () -> "the refusal of %s cannot be explained".formatted(refused.requestId()), e);
        }
    }
}
