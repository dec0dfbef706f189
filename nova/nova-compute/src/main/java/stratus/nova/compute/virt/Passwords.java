package stratus.nova.compute.virt;

import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Secret;

/** A running guest's administrator can be given a password. */
public interface Passwords {
    /** Throws {@link stratus.oslo.base.Fault.Conflict} where nothing in the guest listens. */
    void setPassword(ServerId server, Secret password);
}
