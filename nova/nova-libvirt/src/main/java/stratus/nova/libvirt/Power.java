package stratus.nova.libvirt;

import java.time.Duration;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.oslo.base.Ids.ServerId;

/** Switches guests on and off; each method may find the guest in any state. */
final class Power {
    /** How long to wait before a guest that did not hear the button is asked again. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);

    private final Hypervisor hypervisor;

    Power(Hypervisor hypervisor) {
        this.hypervisor = hypervisor;
    }

    PowerState state(ServerId server) {
        return hypervisor.ask(connect -> state(connect, server));
    }

    private static PowerState state(Connect connect, ServerId server) throws LibvirtException {
        var domain = Hypervisor.find(connect, server);
        if (domain == null) {
            return PowerState.ABSENT;
        }
        try {
            return state(domain);
        } finally {
            domain.free();
        }
    }

    static PowerState state(Domain domain) throws LibvirtException {
        return switch (domain.getInfo().state) {
            case VIR_DOMAIN_RUNNING, VIR_DOMAIN_BLOCKED, VIR_DOMAIN_SHUTDOWN -> PowerState.RUNNING;
            case VIR_DOMAIN_PAUSED, VIR_DOMAIN_PMSUSPENDED -> PowerState.PAUSED;
            case VIR_DOMAIN_CRASHED -> PowerState.CRASHED;
            case VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_NOSTATE -> PowerState.SHUTDOWN;
        };
    }

    void on(ServerId server) {
        hypervisor.guest(server, Power::on);
    }

    private static boolean on(Domain domain) throws LibvirtException {
        if (domain.isActive() == 0) {
            domain.create();
        } else if (state(domain) == PowerState.PAUSED) {
            domain.resume();
        }
        return true;
    }

    void pause(ServerId server) {
        hypervisor.guest(server, domain -> {
            if (state(domain) != PowerState.PAUSED) {
                domain.suspend();
            }
            return true;
        });
    }

    void unpause(ServerId server) {
        hypervisor.guest(server, domain -> {
            if (state(domain) != PowerState.RUNNING) {
                domain.resume();
            }
            return true;
        });
    }

    void off(ServerId server, Duration grace) {
        if (!shutDown(server, grace)) {
            hypervisor.guest(server, Power::end);
        }
    }

    /** A guest that listens is off and on again; one that does not is treated as {@link #reset}. */
    void reboot(ServerId server, Duration patience) {
        off(server, patience);
        on(server);
    }

    /** Also a suspended guest begins anew. */
    void reset(ServerId server) {
        off(server, Duration.ZERO);
        hypervisor.guest(server, domain -> {
            Suspending.forget(domain);
            return on(domain);
        });
    }

    /** Asks the guest, again and again, and says whether it went off. A paused one would not hear. */
    private boolean shutDown(ServerId server, Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        while (System.nanoTime() < end && hypervisor.guest(server, Power::pressButton)) {
            var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            var turn = left.compareTo(ASK_AGAIN) < 0 ? left : ASK_AGAIN;
            if (Waiting.until(turn, () -> state(server) != PowerState.RUNNING)) {
                break;
            }
        }
        return state(server) == PowerState.SHUTDOWN;
    }

    private static boolean pressButton(Domain domain) throws LibvirtException {
        if (state(domain) != PowerState.RUNNING) {
            return false;
        }
        return unlessGone(domain::shutdown);
    }

    /** Ends the guest, if it is not off yet. */
    static boolean end(Domain domain) throws LibvirtException {
        return domain.isActive() == 1 && unlessGone(domain::destroy);
    }

    private interface Command {
        void run() throws LibvirtException;
    }

    /** False if the guest went off in the moment between question and command. */
    private static boolean unlessGone(Command command) throws LibvirtException {
        try {
            command.run();
            return true;
        } catch (LibvirtException e) {
            if (Hypervisor.code(e) == ErrorNumber.VIR_ERR_OPERATION_INVALID) {
                return false;
            }
            throw e;
        }
    }
}
