package stratus.nova.libvirt;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.libvirt.Connect;
import org.libvirt.Library;
import org.libvirt.LibvirtException;
import org.libvirt.jna.Libvirt;

/** libvirt's own event loop, on one thread for the whole process; it has to run before the first connection. */
final class EventLoop {
    private static final System.Logger LOG = System.getLogger(EventLoop.class.getName());

    /**
     * libvirt may call the listeners of a connection after it was closed, until the last event is out, and nobody says
     * when: so a connection with listeners is never collected.
     */
    private static final Queue<Connect> LISTENING = new ConcurrentLinkedQueue<>();

    /** Each failure is thrown anyway; libvirt would print it as well. It is called for ever, so never collected. */
    private static final Libvirt.VirErrorCallback QUIET = (_, _) -> {};

    private EventLoop() {}

    /** Runs once a process, when the class is first asked. */
    private static final class Started {
        static final Thread THREAD = start();

        private Started() {}

        private static Thread start() {
            try {
                Library.initEventLoop();
                Connect.setErrorCallback(QUIET);
            } catch (LibvirtException e) {
                throw new IllegalStateException("libvirt's event loop does not start", e);
            }
            return Thread.ofPlatform().daemon().name("libvirt-events").start(EventLoop::run);
        }
    }

    static boolean started() {
        return Started.THREAD.isAlive();
    }

    static void keep(Connect connect) {
        LISTENING.add(connect);
    }

    private static void run() {
        try {
            Library.runEventLoop();
        } catch (LibvirtException e) {
            LOG.log(Level.ERROR, "libvirt's event loop ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
