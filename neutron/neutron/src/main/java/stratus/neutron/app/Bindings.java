package stratus.neutron.app;

import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import stratus.neutron.VifEvents;
import stratus.neutron.domain.Resource;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;

/** Which host a port is on, what it is plugged into there, and whether it is up. */
public final class Bindings {
    private final Agents agents;
    private final VifEvents events;

    public Bindings(Agents agents, VifEvents events) {
        this.agents = agents;
        this.events = events;
    }

    /** The port as it is on its host: on a bridge when an agent there can, else its binding failed. */
    Resource bind(Work work, Resource port) {
        var host = port.text("binding:host_id");
        if (host.isEmpty()) {
            var status = port.text("device_owner").equals(FloatingIps.OWNER) ? "N/A" : "DOWN";
            return bound(port, "unbound", Map.of()).with("status", status);
        }
        if (!agents.fake() && agents.onHost(work, Agents.L2, host).isEmpty()) {
            return bound(port, "binding_failed", Map.of()).with("status", "DOWN");
        }
        var bridge = "brq" + port.text("network_id").substring(0, 11);
        var details = Map.<String, Object>of("connectivity", "l2", "port_filter", true, "bridge_name", bridge);
        var there = bound(port, "bridge", details).with("status", "DOWN");
        return agents.fake() && port.flag("admin_state_up") ? up(work, there) : there;
    }

    Resource rebind(Work work, Resource before, Resource after) {
        boolean moved = !before.text("binding:host_id").equals(after.text("binding:host_id"));
        boolean failed = before.text("binding:vif_type").equals("binding_failed");
        return moved || failed || !before.get("admin_state_up").equals(after.get("admin_state_up"))
                ? bind(work, after)
                : after;
    }

    private static Resource bound(Resource port, String type, Map<String, Object> details) {
        return port.with("binding:vif_type", type).with("binding:vif_details", details);
    }

    /** Traffic can flow: says so to the server's service after the commit. */
    Resource up(Work work, Resource port) {
        tell(work, port, events::plugged);
        return port.with("status", "ACTIVE");
    }

    /** The port's addresses are others: says so to the server's service after the commit. */
    void changed(Work work, Resource port) {
        tell(work, port, events::changed);
    }

    private static void tell(Work work, Resource port, BiConsumer<ServerId, PortId> event) {
        var server = port.text("device_id");
        if (port.text("device_owner").startsWith("compute:") && !server.isEmpty()) {
            work.afterCommit(() -> event.accept(ServerId.parse(server), new PortId(UUID.fromString(port.id()))));
        }
    }
}
