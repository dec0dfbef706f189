package stratus.nova.libvirt;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.libvirt.Domain;
import org.libvirt.Domain.XMLFlags;
import org.libvirt.LibvirtException;
import stratus.nova.compute.virt.GuestSpec;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;

/** Plugs devices into guests and out of them: in the definition, and in the running guest. */
final class Plugging {
    /** libvirt's VIR_DOMAIN_AFFECT_LIVE and VIR_DOMAIN_AFFECT_CONFIG. */
    private static final int LIVE = 1;

    private static final int CONFIG = 2;
    /** libvirt's VIR_DOMAIN_BLOCK_RESIZE_BYTES. */
    private static final int BYTES = 1;

    private static final Duration ASK_AGAIN = Duration.ofSeconds(20);

    private final Hypervisor hypervisor;
    private final Duration patience;

    Plugging(Hypervisor hypervisor, Duration patience) {
        this.hypervisor = hypervisor;
        this.patience = patience;
    }

    /** A device, and how to recognise it in a guest's description. */
    record Device(String what, Function<Hardware, Xml> xml, Function<DomainView, Optional<String>> find) {}

    /** What is there already, in the definition or in the running guest, is left. */
    void in(ServerId server, Device device) {
        hypervisor.guest(server, domain -> plug(domain, device));
    }

    private static boolean plug(Domain domain, Device device) throws LibvirtException {
        int flags = 0;
        if (device.find().apply(defined(domain)).isEmpty()) {
            flags |= CONFIG;
        }
        if (domain.isActive() == 1 && device.find().apply(live(domain)).isEmpty()) {
            flags |= LIVE;
        }
        if (flags != 0) {
            var xml = device.xml().apply(defined(domain).hardware());
            domain.attachDeviceFlags(xml.toString(), flags);
        }
        return true;
    }

    /** A guest that runs is told the size that its volume has now; one that is off will see. */
    void grow(ServerId server, GuestSpec.VolumeDisk disk) {
        hypervisor.guest(server, domain -> {
            var target = domain.isActive() == 1 ? live(domain).target(disk) : Optional.<String>empty();
            if (target.isPresent()) {
                domain.blockResize(target.get(), size(disk), BYTES);
            }
            return true;
        });
    }

    /** Of a file or of a block device alike. */
    private static long size(GuestSpec.VolumeDisk disk) {
        try (var volume = new RandomAccessFile(String.valueOf(disk.data().get("device_path")), "r")) {
            return volume.length();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the guest let go; a guest that does not, within its time, is {@link Fault.Conflict}. */
    void out(ServerId server, Device device) {
        hypervisor.guest(server, domain -> unplugDefined(domain, device));
        long end = System.nanoTime() + patience.toNanos();
        do {
            hypervisor.guest(server, domain -> askToLetGo(domain, device));
            if (Waiting.until(ASK_AGAIN.compareTo(patience) < 0 ? ASK_AGAIN : patience, () -> gone(server, device))) {
                return;
            }
        } while (System.nanoTime() < end);
        throw new Fault.Conflict(
                "Device detach failed for %s: the guest does not let go of it.".formatted(device.what()));
    }

    private static boolean unplugDefined(Domain domain, Device device) throws LibvirtException {
        var found = device.find().apply(defined(domain));
        if (found.isPresent()) {
            domain.detachDeviceFlags(found.get(), CONFIG);
        }
        return true;
    }

    /** A refusal may only mean that the guest was asked before and is not done: the wait will tell. */
    private static boolean askToLetGo(Domain domain, Device device) throws LibvirtException {
        if (domain.isActive() == 0) {
            return true;
        }
        var found = device.find().apply(live(domain));
        if (found.isEmpty()) {
            return true;
        }
        try {
            domain.detachDeviceFlags(found.get(), LIVE);
        } catch (LibvirtException e) {
            if (!String.valueOf(e.getMessage()).contains("in the process of unplug")) {
                throw e;
            }
        }
        return true;
    }

    private boolean gone(ServerId server, Device device) {
        return hypervisor.guest(
                server,
                domain -> domain.isActive() == 0
                        || device.find().apply(live(domain)).isEmpty());
    }

    private static DomainView live(Domain domain) throws LibvirtException {
        return new DomainView(domain.getXMLDesc(0));
    }

    private static DomainView defined(Domain domain) throws LibvirtException {
        return new DomainView(domain.getXMLDesc(XMLFlags.INACTIVE));
    }
}
