package stratus.neutron;

import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;

/** Tells the compute service that a server's port has become active: its {@code network-vif-plugged}. */
@FunctionalInterface
public interface VifEvents {
    /** Must not throw for what a lost event explains; it may wait. */
    void plugged(ServerId server, PortId port);
}
