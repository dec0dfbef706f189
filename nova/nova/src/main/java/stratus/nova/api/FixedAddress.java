package stratus.nova.api;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Server;
import stratus.oslo.base.Fault;

/** One of a server's own addresses, and the port that has it. */
record FixedAddress(String port, String address) {
    /** The one that was named, or the first of IPv4; {@code floating} is for the message. */
    static FixedAddress of(Server server, String floating, @Nullable String named) {
        var all = new ArrayList<FixedAddress>();
        for (var port : server.ports()) {
            port.addresses().stream()
                    .filter(a -> a.type().equals("fixed"))
                    .forEach(a -> all.add(new FixedAddress(port.port().text(), a.addr())));
        }
        if (all.isEmpty()) {
            throw new Fault.Invalid("No fixed IPs associated to instance");
        }
        return all.stream()
                .filter(a -> named == null ? !a.address().contains(":") : named.equals(a.address()))
                .findFirst()
                .orElseThrow(() -> new Fault.Invalid(
                        named != null
                                ? "Specified fixed address not assigned to instance"
                                : "Unable to associate floating IP %s to any fixed IPs for instance %s. Instance has no fixed IPv4 addresses to associate."
                                        .formatted(floating, server.id().text())));
    }
}
