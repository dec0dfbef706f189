package stratus.nova.libvirt;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.Domain.CreateFlags;
import org.libvirt.Domain.UndefineFlags;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;
import stratus.nova.compute.virt.GuestSpec;
import stratus.nova.compute.virt.VirtDriver;
import stratus.nova.rpc.ComputeRpc.Diagnostics;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.process.Programs;

/** Runs guests on QEMU by libvirt. */
public final class LibvirtDriver
        implements VirtDriver,
                VirtDriver.Suspension,
                VirtDriver.VolumeAttachment,
                VirtDriver.VolumeGrowth,
                VirtDriver.InterfaceAttachment,
                VirtDriver.Measures,
                VirtDriver.Vnc,
                VirtDriver.Events {
    private static final System.Logger LOG = System.getLogger(LibvirtDriver.class.getName());
    /** libvirt's VIR_DOMAIN_METADATA_ELEMENT. */
    private static final int METADATA_ELEMENT = 2;

    /** How often it may meet the agent in one piece of work. */
    private static final int MEETINGS = 5;

    private final LibvirtConfig config;
    private final Hypervisor hypervisor;
    private final Power power;
    private final Suspending suspending;
    private final Plugging plugging;
    private final GuestDisks disks;
    private final GuestCare care;
    private final Bridges bridges;
    private final GuestLocks locks = new GuestLocks();
    private final List<Consumer<ServerId>> watchers = new CopyOnWriteArrayList<>();

    /** @param libvirtd says where libvirtd is, at each connection, and may start it */
    public LibvirtDriver(LibvirtConfig config, Supplier<URI> libvirtd) {
        this.config = config;
        this.hypervisor = new Hypervisor(libvirtd, this::changed);
        this.power = new Power(hypervisor);
        this.suspending = new Suspending(hypervisor);
        var programs = new Programs();
        this.plugging = new Plugging(hypervisor, config.patience().detach());
        this.disks = new GuestDisks(programs);
        this.care = new GuestCare(config, locks, power, new DiskCopy(power, programs), new Rescue(hypervisor, disks));
        this.bridges = new Bridges(config.namespace(), programs);
    }

    @Override
    public HostResources resources() {
        return hypervisor.ask(new HostReport(config)::of);
    }

    @Override
    public Set<ServerId> guests() {
        return hypervisor.ask(LibvirtDriver::ours);
    }

    private static Set<ServerId> ours(Connect connect) throws LibvirtException {
        var found = new HashSet<ServerId>();
        for (var domain : connect.listAllDomains(0)) {
            if (isOurs(domain)) {
                found.add(ServerId.parse(domain.getUUIDString()));
            }
            domain.free();
        }
        return found;
    }

    /** Others may keep guests of their own on this libvirtd; one that goes away meanwhile is not ours. */
    private static boolean isOurs(Domain domain) throws LibvirtException {
        try {
            domain.getMetadata(METADATA_ELEMENT, DomainXml.NOVA, 0);
            return true;
        } catch (LibvirtException e) {
            return switch (Hypervisor.code(e)) {
                case VIR_ERR_NO_DOMAIN_METADATA, VIR_ERR_NO_DOMAIN -> false;
                default -> throw e;
            };
        }
    }

    @Override
    public void spawn(ServerId server, GuestSpec guest) {
        locks.with(server, () -> {
            var folder = config.folder(server);
            var xml = new DomainXml(config.virtType()).render(server, guest, folder);
            folder.create();
            guest.disks().forEach(disk -> disks.make(disk, folder));
            onBridges(guest.nics(), () -> hypervisor.ask(connect -> startPaused(connect, server, xml)));
        });
    }

    /**
     * An agent that has not heard of a network yet may take its bridge away; one that is quick may plug a tap into its
     * bridge before libvirt does, which libvirt takes for a failure.
     */
    private void onBridges(List<GuestSpec.Nic> nics, Runnable work) {
        for (int left = MEETINGS; ; left--) {
            bridges.ensure(nics);
            try {
                work.run();
                return;
            } catch (IllegalStateException e) {
                boolean metAgent = Bridges.isBusy(e) || !bridges.missing(nics).isEmpty();
                if (left == 0 || !metAgent) {
                    throw e;
                }
            }
        }
    }

    private static boolean startPaused(Connect connect, ServerId server, String xml) throws LibvirtException {
        var found = Hypervisor.find(connect, server);
        var domain = found == null ? connect.domainDefineXML(xml) : found;
        try {
            if (domain.isActive() == 0) {
                domain.create(CreateFlags.PAUSED);
            }
            return true;
        } finally {
            domain.free();
        }
    }

    @Override
    public void destroy(ServerId server) {
        locks.with(server, () -> {
            hypervisor.ask(connect -> remove(connect, server));
            config.folder(server).delete();
        });
    }

    private static boolean remove(Connect connect, ServerId server) throws LibvirtException {
        var domain = Hypervisor.find(connect, server);
        if (domain == null) {
            return false;
        }
        try {
            Power.end(domain);
            domain.undefine(UndefineFlags.MANAGED_SAVE | UndefineFlags.SNAPSHOTS_METADATA);
            return true;
        } catch (LibvirtException e) {
            if (Hypervisor.code(e) == ErrorNumber.VIR_ERR_NO_DOMAIN) {
                return false;
            }
            throw e;
        } finally {
            domain.free();
        }
    }

    @Override
    public <C> @Nullable C capability(Class<C> wanted) {
        if (wanted.isInstance(care)) {
            return wanted.cast(care);
        }
        var resizing = new GuestResizing(hypervisor, locks, config::folder, new Programs());
        return wanted.isInstance(resizing) ? wanted.cast(resizing) : VirtDriver.super.capability(wanted);
    }

    @Override
    public PowerState powerState(ServerId server) {
        return power.state(server);
    }

    @Override
    public void powerOn(ServerId server) {
        locks.with(server, () -> power.on(server));
    }

    @Override
    public void powerOff(ServerId server, Duration grace) {
        locks.with(server, () -> power.off(server, grace));
    }

    @Override
    public void reboot(ServerId server, boolean hard) {
        locks.with(server, () -> {
            if (hard) {
                power.reset(server);
            } else {
                power.reboot(server, config.patience().softReboot());
            }
        });
    }

    @Override
    public void pause(ServerId server) {
        locks.with(server, () -> power.pause(server));
    }

    @Override
    public void unpause(ServerId server) {
        locks.with(server, () -> power.unpause(server));
    }

    @Override
    public void suspend(ServerId server) {
        locks.with(server, () -> suspending.suspend(server));
    }

    @Override
    public void resume(ServerId server) {
        locks.with(server, () -> suspending.resume(server));
    }

    @Override
    public Diagnostics diagnostics(ServerId server) {
        return hypervisor.guest(server, domain -> new Measuring(domain).diagnostics(config.virtType()));
    }

    @Override
    public String consoleLog(ServerId server, @Nullable Integer lines) {
        hypervisor.guest(server, _ -> true);
        return ConsoleLog.read(config.folder(server).console(), lines);
    }

    @Override
    public void attach(ServerId server, GuestSpec.VolumeDisk disk) {
        ifThere(server, () -> plugging.in(server, device(server, disk)));
    }

    @Override
    public void detach(ServerId server, GuestSpec.VolumeDisk disk) {
        ifThere(server, () -> plugging.out(server, device(server, disk)));
    }

    @Override
    public void extended(ServerId server, GuestSpec.VolumeDisk disk) {
        ifThere(server, () -> plugging.grow(server, disk));
    }

    @Override
    public void attach(ServerId server, GuestSpec.Nic nic) {
        locks.with(server, () -> onBridges(List.of(nic), () -> plugging.in(server, device(server, nic))));
    }

    @Override
    public void detach(ServerId server, GuestSpec.Nic nic) {
        ifThere(server, () -> plugging.out(server, device(server, nic)));
    }

    private Plugging.Device device(ServerId server, GuestSpec.VolumeDisk disk) {
        return new Plugging.Device(
                "volume " + disk.volume().text(),
                hardware -> new DeviceXml(hardware, config.folder(server)).disk(disk),
                view -> view.volume(disk));
    }

    private Plugging.Device device(ServerId server, GuestSpec.Nic nic) {
        return new Plugging.Device(
                "port " + nic.port().text(),
                hardware -> new DeviceXml(hardware, config.folder(server)).nic(nic),
                view -> view.nic(nic));
    }

    private void ifThere(ServerId server, Runnable work) {
        locks.with(server, () -> {
            try {
                work.run();
            } catch (Fault.NotFound gone) {
                LOG.log(Level.DEBUG, "{0} is not there: nothing to do", server.text());
            }
        });
    }

    @Override
    public Endpoint vnc(ServerId server) {
        var view = new DomainView(hypervisor.guest(server, domain -> domain.getXMLDesc(0)));
        var socket = view.screen()
                .orElseThrow(() -> new Fault.Conflict("Instance %s is not running.".formatted(server.text())));
        return Endpoint.at(
                Path.of(socket.replaceFirst("^/var/lib/libvirt", config.varLib().toString())));
    }

    @Override
    public AutoCloseable watch(Consumer<ServerId> watcher) {
        watchers.add(watcher);
        hypervisor.ask(Connect::isConnected);
        return () -> watchers.remove(watcher);
    }

    /** Told when a change of our own is done with the guest, so that no one sees a reboot as a stop. */
    private void changed(ServerId server) {
        locks.with(server, () -> {});
        watchers.forEach(watcher -> watcher.accept(server));
    }

    /** The guests go on. */
    @Override
    public void close() {
        watchers.clear();
        hypervisor.close();
    }
}
