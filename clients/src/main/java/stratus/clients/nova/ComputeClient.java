package stratus.clients.nova;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.http.RestClient;

/** Tells Compute what happened to ports and volumes of its servers, with our own token; an event may get lost. */
public final class ComputeClient {
    private static final System.Logger log = System.getLogger("clients.nova");

    private final Supplier<RestClient> service;

    /** {@code service} gives a client of Compute's base that has a token with the role {@code service}. */
    public ComputeClient(Supplier<RestClient> service) {
        this.service = service;
    }

    /** The port was wired. */
    public void plugged(ServerId server, PortId port) {
        tell("network-vif-plugged", server, port.text());
    }

    /** The port's addresses are others now. */
    public void changed(ServerId server, PortId port) {
        tell("network-changed", server, port.text());
    }

    /** The volume has become larger. */
    public void extended(ServerId server, VolumeId volume) {
        tell("volume-extended", server, volume.text());
    }

    /** Returns at once. */
    private void tell(String name, ServerId server, String tag) {
        var event = Map.of("name", name, "server_uuid", server.text(), "status", "completed", "tag", tag);
        Thread.startVirtualThread(() -> send(event));
    }

    private void send(Map<String, String> event) {
        try {
            service.get()
                    .header("X-OpenStack-Nova-API-Version", "2.51")
                    .post("/v2.1/os-server-external-events", Map.of("events", List.of(event)));
        } catch (Fault lost) {
            log.log(Level.WARNING, () -> "Compute was not told of " + event, lost);
        }
    }
}
