package stratus.nova.libvirt;

import org.libvirt.Domain;
import org.libvirt.LibvirtException;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;

/** Writes guests' memory to libvirt's own disk and takes it up again; the file goes with the guest. */
final class Suspending {
    private final Hypervisor hypervisor;

    Suspending(Hypervisor hypervisor) {
        this.hypervisor = hypervisor;
    }

    /** A guest whose memory finds no room goes on as it was. */
    void suspend(ServerId server) {
        hypervisor.guest(server, domain -> {
            if (domain.isActive() == 1) {
                domain.managedSave();
            } else if (domain.hasManagedSaveImage() == 0) {
                throw new Fault.Conflict("Instance %s is not running.".formatted(server.text()));
            }
            return true;
        });
    }

    /** One that was off without being suspended starts anew; one that was saved while paused goes on, too. */
    void resume(ServerId server) {
        hypervisor.guest(server, domain -> {
            if (domain.isActive() == 0) {
                domain.create();
            }
            if (Power.state(domain) == PowerState.PAUSED) {
                domain.resume();
            }
            return true;
        });
    }

    /** From here on the guest starts from its disk. */
    static void forget(Domain domain) throws LibvirtException {
        if (domain.hasManagedSaveImage() == 1) {
            domain.managedSaveRemove();
        }
    }
}
