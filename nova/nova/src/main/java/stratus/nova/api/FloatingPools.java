package stratus.nova.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.clients.user.UserApi;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;

/** Neutron's external networks, as pools of floating addresses, and the addresses themselves. */
record FloatingPools(UserApi neutron) {
    private static final String USUAL = "public";

    List<JsonNode> all(Caller caller) {
        return neutron.get(caller, "/v2.0/networks?router:external=true")
                .path("networks")
                .valueStream()
                .toList();
    }

    static String name(JsonNode network) {
        var name = network.path("name").asString("");
        return name.isEmpty() ? network.path("id").asString() : name;
    }

    /** By name or id; without one, the pool {@code public}, or the first. */
    JsonNode find(Caller caller, @Nullable String wanted) {
        var all = all(caller);
        var name = wanted == null ? USUAL : wanted;
        var found = all.stream()
                .filter(p -> name.equals(p.path("name").asString())
                        || name.equals(p.path("id").asString()))
                .findFirst();
        if (found.isEmpty() && (wanted != null || all.isEmpty())) {
            throw new Fault.NotFound("Floating IP pool not found.");
        }
        return found.orElseGet(all::getFirst);
    }

    /** The project's address. */
    JsonNode address(Caller caller, String address) {
        var found = neutron.get(
                        caller,
                        "/v2.0/floatingips?floating_ip_address=" + URLEncoder.encode(address, StandardCharsets.UTF_8))
                .path("floatingips");
        if (address.isEmpty() || found.isEmpty()) {
            throw new Fault.NotFound("floating IP not found");
        }
        return found.path(0);
    }

    /** The id of the server that a port is of; null for an address that stands for nothing. */
    @Nullable String server(Caller caller, JsonNode floating) {
        var port = floating.path("port_id");
        if (!port.isString()) {
            return null;
        }
        var device = neutron.get(caller, "/v2.0/ports/" + port.stringValue())
                .at("/port/device_id")
                .asString("");
        return device.isEmpty() ? null : device;
    }
}
