package stratus.neutron;

import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;

/** Tells the compute service of its servers' ports; must not throw for what a lost event explains, and may wait. */
public interface VifEvents {
    /** The port has become active: {@code network-vif-plugged}. */
    void plugged(ServerId server, PortId port);

    /** The port has other addresses, fixed or floating: {@code network-changed}. */
    void changed(ServerId server, PortId port);
}
