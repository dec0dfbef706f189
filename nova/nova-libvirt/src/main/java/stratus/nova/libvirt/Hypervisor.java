package stratus.nova.libvirt;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;
import org.libvirt.event.LifecycleListener;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.NativePool;

/**
 * The connection to libvirtd: all native calls go through here, on threads of their own, and it is made anew when
 * it broke.
 */
final class Hypervisor implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Hypervisor.class.getName());
    private static final int KEEPALIVE_SECONDS = 5;
    private static final int KEEPALIVE_MISSES = 4;

    private final NativePool pool = new NativePool("libvirt", 4);
    private final Supplier<URI> address;
    private final Consumer<ServerId> changed;
    private final LifecycleListener listener = (domain, _) -> {
        tell(domain);
        return 0;
    };
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable Connect open;

    /** What is asked of libvirt. */
    @FunctionalInterface
    interface Question<T extends @Nullable Object> {
        T ask(Connect connect) throws LibvirtException;
    }

    /** What is asked of libvirt about a guest. */
    @FunctionalInterface
    interface GuestQuestion<T extends @Nullable Object> {
        T ask(Domain domain) throws LibvirtException;
    }

    /**
     * @param address where libvirtd is, asked again at each connection: it may have to be started first
     * @param changed told on a virtual thread of guests that started, stopped or were paused, by whomever
     */
    Hypervisor(Supplier<URI> address, Consumer<ServerId> changed) {
        this.address = address;
        this.changed = changed;
    }

    <T extends @Nullable Object> T ask(Question<T> question) {
        return pool.call(() -> {
            try {
                return question.ask(connection());
            } catch (LibvirtException e) {
                throw translated(e);
            }
        });
    }

    /** Asks about a guest; one that is not there is {@link Fault.NotFound}. */
    <T extends @Nullable Object> T guest(ServerId server, GuestQuestion<T> question) {
        return ask(connect -> {
            var domain = find(connect, server);
            if (domain == null) {
                throw new Fault.NotFound("Instance", server.text());
            }
            try {
                return question.ask(domain);
            } finally {
                domain.free();
            }
        });
    }

    static @Nullable Domain find(Connect connect, ServerId server) throws LibvirtException {
        try {
            return connect.domainLookupByUUID(server.value());
        } catch (LibvirtException e) {
            if (code(e) == ErrorNumber.VIR_ERR_NO_DOMAIN) {
                return null;
            }
            throw e;
        }
    }

    static ErrorNumber code(LibvirtException e) {
        var error = e.getError();
        return error == null || error.getCode() == null ? ErrorNumber.VIR_ERR_UNKNOWN : error.getCode();
    }

    private synchronized Connect connection() throws LibvirtException {
        var current = open;
        if (current != null && current.isAlive()) {
            return current;
        }
        open = null;
        if (!EventLoop.started()) {
            throw new IllegalStateException("libvirt's event loop has ended");
        }
        var uri = address.get();
        var fresh = new Connect(uri.toString());
        fresh.setKeepAlive(KEEPALIVE_SECONDS, KEEPALIVE_MISSES);
        EventLoop.keep(fresh);
        fresh.addLifecycleListener(listener);
        LOG.log(Level.INFO, "connected to {0}", uri);
        open = fresh;
        return fresh;
    }

    /** Called on the event loop, which must not wait. */
    private void tell(Domain domain) {
        try {
            var server = ServerId.parse(domain.getUUIDString());
            Thread.startVirtualThread(() -> changed.accept(server));
        } catch (LibvirtException e) {
            LOG.log(Level.WARNING, "an event without a guest", e);
        }
    }

    private static RuntimeException translated(LibvirtException e) {
        return switch (code(e)) {
            case VIR_ERR_NO_CONNECT, VIR_ERR_INVALID_CONN, VIR_ERR_RPC, VIR_ERR_NO_SERVER ->
                new Fault.Unavailable("libvirt", e);
            case VIR_ERR_OPERATION_INVALID -> new Fault.Conflict(String.valueOf(e.getMessage()));
            default -> new IllegalStateException(e.getMessage(), e);
        };
    }

    /** The guests go on. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            pool.call(this::disconnect);
            pool.close();
        }
    }

    private synchronized @Nullable Void disconnect() {
        var current = open;
        open = null;
        if (current == null) {
            return null;
        }
        try {
            current.removeLifecycleListener(listener);
            current.close();
        } catch (LibvirtException e) {
            LOG.log(Level.DEBUG, "closing the connection", e);
        }
        return null;
    }
}
