package stratus.main;

import stratus.clients.nova.ComputeClient;
import stratus.neutron.VifEvents;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;

/** What Neutron tells Nova of its servers' ports. */
record PortNews(ComputeClient compute) implements VifEvents {
    @Override
    public void plugged(ServerId server, PortId port) {
        compute.plugged(server, port);
    }

    @Override
    public void changed(ServerId server, PortId port) {
        compute.changed(server, port);
    }
}
