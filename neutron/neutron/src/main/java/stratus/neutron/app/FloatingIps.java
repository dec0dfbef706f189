package stratus.neutron.app;

import stratus.neutron.domain.Resource;

/** What a floating IP is. */
public final class FloatingIps {
    private FloatingIps() {}

    /** The same, belonging to no port. */
    static Resource loosened(Resource floating) {
        return floating.with("port_id", null)
                .with("fixed_ip_address", null)
                .with("router_id", null)
                .with("port_details", null)
                .with("status", "DOWN");
    }
}
