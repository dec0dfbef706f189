package stratus.main;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import stratus.cinder.volume.LocalVolumes;
import stratus.cinder.volume.VolumeAgent;
import stratus.clients.cinder.VolumeClient;
import stratus.clients.glance.ImageClient;
import stratus.clients.neutron.NetworkClient;
import stratus.clients.placement.PlacementClient;
import stratus.nova.compute.CinderVolumes;
import stratus.nova.compute.ComputeService;
import stratus.nova.compute.GlanceImages;
import stratus.nova.compute.NeutronNetworks;
import stratus.nova.compute.PlacementInventory;
import stratus.nova.compute.virt.VirtDriver;
import stratus.nova.compute.virt.fake.FakeDriver;
import stratus.oslo.process.Programs;

/** The roles that are once on every host, and have no database. */
final class Host {
    private static final Duration WIRES = Duration.ofSeconds(300);
    private static final Duration REPORTS = Duration.ofSeconds(10);

    private final Site site;

    Host(Site site) {
        this.site = site;
    }

    /** The networks' agent; the fake driver's guests have none, and need none. */
    void networks() {
        if (isReal()) {
            real().prepare();
            var metadata = URI.create(site.url(Role.NOVA_METADATA));
            site.undo
                    .add(real().agent(site.bus, metadata, site.secret("metadata")))
                    .start();
        }
    }

    private boolean isReal() {
        return site.config.virt().equals("libvirt");
    }

    private RealHost real() {
        return new RealHost(site.config.data(), site.config.host());
    }

    /** Reports to the conductor before it returns. */
    void compute() {
        var config = new ComputeService.Config(
                site.config.host(),
                site.data("instances"),
                WIRES,
                REPORTS,
                site.config.imageCache(),
                site.tracer,
                site.config.clock());
        var service = site.undo.add(new ComputeService(config, site.bus, site.undo.add(driver()), backends()));
        service.start();
    }

    private ComputeService.Backends backends() {
        var own = site.identities.session("nova");
        return new ComputeService.Backends(
                new GlanceImages(new ImageClient(site.onBehalf(Role.GLANCE, own))),
                new NeutronNetworks(new NetworkClient(
                        site.onBehalf(Role.NEUTRON_SERVER, own), site.asService(Role.NEUTRON_SERVER, own))),
                new CinderVolumes(
                        new VolumeClient(site.onBehalf(Role.CINDER_API, own), site.asService(Role.CINDER_API, own))),
                new PlacementInventory(new PlacementClient(() -> site.client(Role.PLACEMENT)
                        .header("X-Auth-Token", own.token().value()))),
                () -> own.caller("req-" + UUID.randomUUID()));
    }

    /** One backend on this host's own disk. */
    void volumes() {
        var own = site.identities.session("cinder");
        var images = new GlanceBits(
                new ImageClient(site.onBehalf(Role.GLANCE, own)), new ImageClient(site.asService(Role.GLANCE, own)));
        var folder = site.data("volumes");
        var folders = new VolumeAgent.Folders(folder, site.data("backups"));
        site.undo.add(new VolumeAgent(
                site.config.host() + "@local", new LocalVolumes(folder, new Programs()), images, folders, site.bus));
    }

    private VirtDriver driver() {
        if (isReal()) {
            return real().driver(site.config.virtType());
        }
        return new FakeDriver(site.data("guests"), FakeDriver.plenty(site.config.host()));
    }
}
