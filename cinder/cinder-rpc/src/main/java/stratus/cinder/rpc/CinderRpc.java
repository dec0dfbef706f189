package stratus.cinder.rpc;

import org.jspecify.annotations.Nullable;
import stratus.oslo.messaging.Bus;

/** What a backend tells the server. */
@Bus.Contract
public interface CinderRpc {
    String TOPIC = "cinder";

    /** The backend lives, and this is what it has to give; told every ten seconds or so. */
    void report(Capabilities capabilities);

    /**
     * One backend.
     *
     * @param host as Cinder names it: {@code node@backend}
     * @param pool the part after the {@code #}
     * @param zone its availability zone; null for the server's own
     * @param thin whether a volume takes room only as it is written
     */
    record Capabilities(
            String host,
            @Nullable String zone,
            String pool,
            String vendor,
            String protocol,
            double totalGib,
            double freeGib,
            boolean thin) {}
}
