package stratus.main;

import java.util.List;
import java.util.UUID;
import stratus.cinder.CinderConfig;
import stratus.cinder.CinderService;
import stratus.cinder.app.GlanceImages;
import stratus.cinder.app.Neighbours;
import stratus.clients.barbican.SecretClient;
import stratus.clients.cinder.SnapshotClient;
import stratus.clients.cinder.VolumeClient;
import stratus.clients.glance.ImageClient;
import stratus.clients.keystone.CatalogClient;
import stratus.clients.keystone.LimitClient;
import stratus.clients.keystone.ServiceSession;
import stratus.clients.neutron.NetworkClient;
import stratus.clients.nova.ComputeClient;
import stratus.clients.placement.PlacementClient;
import stratus.clients.user.UserApi;
import stratus.glance.GlanceNeighbours;
import stratus.glance.GlanceService;
import stratus.glance.app.Certificates;
import stratus.horizon.HorizonConfig;
import stratus.horizon.HorizonService;
import stratus.keystone.KeystoneService;
import stratus.keystone.app.Bootstrap.Entry;
import stratus.keystone.app.Bootstrap.Seed;
import stratus.neutron.NeutronConfig;
import stratus.neutron.NeutronService;
import stratus.neutron.PublicNetwork;
import stratus.nova.LegacyApis;
import stratus.nova.NovaService;
import stratus.nova.app.CinderCopies;
import stratus.nova.app.CinderStorage;
import stratus.nova.app.GlanceCatalog;
import stratus.nova.app.GlanceServerImages;
import stratus.nova.app.NeutronPorts;
import stratus.nova.conductor.ConductorService;
import stratus.nova.conductor.NeutronCleanup;
import stratus.nova.conductor.StepTimeouts;
import stratus.nova.scheduler.PlacementClaims;
import stratus.placement.PlacementConfig;
import stratus.placement.PlacementService;

/** The roles that answer clients and keep a database. */
final class Services {
    private final Site site;

    Services(Site site) {
        this.site = site;
    }

    void keystone() {
        var service =
                site.undo.add(new KeystoneService(site.config.keystone(), site.db("keystone"), site.config.clock()));
        service.onRevocation(site.identities::forgetAll);
        site.undo.add(service.watchOthers());
        service.bootstrap().run(new Seed(site.secret("admin"), site.secret("service"), "RegionOne", catalog()));
        site.serve(Role.KEYSTONE, service.api().seenBy(site.passages.keystone()));
    }

    private List<Entry> catalog() {
        return List.of(
                new Entry("identity", "keystone", site.url(Role.KEYSTONE) + "/v3"),
                new Entry("image", "glance", site.url(Role.GLANCE)),
                new Entry("placement", "placement", site.url(Role.PLACEMENT)),
                new Entry("network", "neutron", site.url(Role.NEUTRON_SERVER)),
                new Entry("compute", "nova", site.url(Role.NOVA_API) + "/v2.1"),
                new Entry("block-storage", "cinder", site.url(Role.CINDER_API) + "/v3"),
                new Entry("volumev3", "cinderv3", site.url(Role.CINDER_API) + "/v3"));
    }

    /** Early: it hears of the steps of a boot from here on. */
    void horizon() {
        var tokens = site.identities.tokens(site.identities.session("horizon"));
        var service = site.undo.add(new HorizonService(
                HorizonConfig.usual(site.authUri()), site.db("trace"), site.bus, tokens, site.config.clock()));
        site.serve(Role.HORIZON, service.api());
    }

    void glance() {
        var own = site.identities.session("glance");
        var tokens = site.identities.tokens(own);
        var glance = site.config.images().glance(site.data("images"), site.authUri());
        var service = site.undo.add(
                new GlanceService(glance, site.db("glance"), tokens, neighboursOfGlance(own), site.config.clock()));
        site.serve(Role.GLANCE, service.api().seenBy(site.passages.validating(tokens)));
    }

    private GlanceNeighbours neighboursOfGlance(ServiceSession own) {
        var keystone = site.client(Role.KEYSTONE);
        var catalog = new CatalogClient(caller -> keystone.as(caller, null));
        var limits = new LimitClient(
                () -> keystone.header("X-Auth-Token", own.token().value()), "glance", "RegionOne");
        var secrets = new SecretClient(caller -> catalog.url(caller, "key-manager", "RegionOne", "public"));
        return new GlanceNeighbours(
                site.config.images().limits() ? limits::of : null,
                (caller, region, endpoint) -> catalog.url(caller, "image", region, endpoint),
                (caller, id) -> {
                    var secret = secrets.get(caller, id);
                    return new Certificates.Secret(secret.type(), secret.payload());
                });
    }

    void placement() {
        var tokens = site.identities.tokens(site.identities.session("placement"));
        var placement = new PlacementConfig(site.authUri(), null);
        var service = site.undo.add(new PlacementService(placement, site.db("placement"), tokens, site.config.clock()));
        site.serve(Role.PLACEMENT, service.api());
    }

    void neutron() {
        var own = site.identities.session("neutron");
        var tokens = site.identities.tokens(own);
        var compute = new ComputeClient(() ->
                site.client(Role.NOVA_API).header("X-Auth-Token", own.token().value()));
        var neutron = new NeutronConfig(site.authUri(), site.config.virt().equals("fake"), null);
        var service = site.undo.add(new NeutronService(
                neutron, site.db("neutron"), site.bus, tokens, new PortNews(compute), site.config.clock()));
        service.begin(PublicNetwork.usual(), () -> adminProject(own));
        if (site.config.virt().equals("fake")) {
            site.undo.add(service.pretendAgents(site.config.host()));
        }
        site.serve(Role.NEUTRON_SERVER, service.api().seenBy(site.passages.validating(tokens)));
    }

    private String adminProject(ServiceSession own) {
        return site.client(Role.KEYSTONE)
                .header("X-Auth-Token", own.token().value())
                .get("/v3/projects?name=admin&domain_id=default")
                .at("/projects/0/id")
                .stringValue();
    }

    void cinder() {
        var own = site.identities.session("cinder");
        var images = new GlanceImages(
                new ImageClient(site.onBehalf(Role.GLANCE, own)), new ImageClient(site.asService(Role.GLANCE, own)));
        var cinder = CinderConfig.usual(site.authUri(), site.config.host());
        var compute = new ComputeClient(() ->
                site.client(Role.NOVA_API).header("X-Auth-Token", own.token().value()));
        var others = new Neighbours(images, compute::extended);
        var tokens = site.identities.tokens(own);
        var service = site.undo.add(
                new CinderService(cinder, site.db("cinder"), site.bus, tokens, others, site.config.clock()));
        site.serve(Role.CINDER_API, service.api().seenBy(site.passages.validating(tokens)));
    }

    /** Serves; {@code start} is for when there are hosts. */
    NovaService nova() {
        var own = site.identities.session("nova");
        var backends = new NovaService.Backends(
                new GlanceCatalog(new ImageClient(site.onBehalf(Role.GLANCE, own))),
                new ConductorService.Backends(
                        new PlacementClaims(new PlacementClient(() -> site.client(Role.PLACEMENT)
                                .header("X-Auth-Token", own.token().value()))),
                        new NeutronCleanup(network(own)),
                        new CinderStorage(volumes(own)),
                        new NeutronPorts(network(own)),
                        made(own),
                        () -> own.caller("req-" + UUID.randomUUID())),
                new LegacyApis(
                        userApi(Role.NEUTRON_SERVER, own), userApi(Role.CINDER_API, own), userApi(Role.GLANCE, own)));
        var nova = new NovaService.Config(
                site.authUri(),
                site.data("keys/sagas"),
                "stratus",
                site.tracer,
                StepTimeouts::usual,
                site.url(Role.NOVA_NOVNCPROXY) + "/vnc_auto.html");
        var tokens = site.identities.tokens(own);
        var service =
                site.undo.add(new NovaService(nova, site.db("nova"), site.bus, tokens, backends, site.config.clock()));
        site.undo.add(service.heartbeats(site.config.host()));
        site.serve(Role.NOVA_NOVNCPROXY, service::novncProxy);
        site.serve(Role.NOVA_METADATA, (address, port) -> service.metadata(site.secret("metadata"), address, port));
        site.serve(Role.NOVA_API, service.api().seenBy(site.passages.nova(tokens)));
        return service;
    }

    private ConductorService.Made made(ServiceSession own) {
        var images = new GlanceServerImages(
                new ImageClient(site.onBehalf(Role.GLANCE, own)),
                new ImageClient(site.asService(Role.GLANCE, own)),
                site.url(Role.GLANCE));
        var snapshots = new SnapshotClient(site.onBehalf(Role.CINDER_API, own), site.asService(Role.CINDER_API, own));
        return new ConductorService.Made(images, new CinderCopies(snapshots));
    }

    private UserApi userApi(Role role, ServiceSession own) {
        return new UserApi(site.url(role), site.onBehalf(role, own));
    }

    private VolumeClient volumes(ServiceSession own) {
        return new VolumeClient(site.onBehalf(Role.CINDER_API, own), site.asService(Role.CINDER_API, own));
    }

    private NetworkClient network(ServiceSession own) {
        return new NetworkClient(site.onBehalf(Role.NEUTRON_SERVER, own), site.asService(Role.NEUTRON_SERVER, own));
    }
}
