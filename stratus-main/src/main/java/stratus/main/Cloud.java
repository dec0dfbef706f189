package stratus.main;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stratus.glance.GlanceConfig;
import stratus.glance.GlanceService;
import stratus.keystone.KeystoneConfig;
import stratus.keystone.KeystoneService;
import stratus.keystone.app.Bootstrap.Entry;
import stratus.keystone.app.Bootstrap.Seed;
import stratus.neutron.NeutronConfig;
import stratus.neutron.NeutronService;
import stratus.oslo.base.Secret;
import stratus.oslo.db.Databases;
import stratus.oslo.db.Db;
import stratus.oslo.http.Api;
import stratus.oslo.messaging.Bus;
import stratus.oslo.messaging.InProcessBus;
import stratus.placement.PlacementConfig;
import stratus.placement.PlacementService;

/** All roles of this process, put together by hand and running until closed. */
public final class Cloud implements AutoCloseable {
    private static final Set<Role> SERVED = EnumSet.of(Role.KEYSTONE, Role.GLANCE, Role.PLACEMENT, Role.NEUTRON_SERVER);

    private final CloudConfig config;
    private final Secrets secrets;
    private final Undo undo = new Undo();
    private final Bus bus = undo.add(new InProcessBus());
    private final Listeners listeners;
    private final Identities identities;
    private final Map<String, String> urls = new LinkedHashMap<>();

    private Cloud(CloudConfig config) {
        this.config = config;
        this.secrets = new Secrets(config.data().resolve("keys"));
        this.listeners = undo.add(new Listeners(config.ports()));
        this.identities = new Identities(config.ports().url(Role.KEYSTONE), secrets.of("service"), config.clock());
        SERVED.forEach(role -> urls.put(role.text(), config.ports().url(role)));
    }

    /** Ready when this returns: every API answers. What was begun is stopped again when one part cannot start. */
    static Cloud start(CloudConfig config) {
        var cloud = new Cloud(config);
        try {
            cloud.keystone();
            cloud.glance();
            cloud.placement();
            cloud.neutron();
            return cloud;
        } catch (RuntimeException e) {
            cloud.close();
            throw e;
        }
    }

    private void keystone() {
        var keys = config.data().resolve("keys/fernet");
        var service = undo.add(new KeystoneService(
                KeystoneConfig.usual(authUri(), keys).withBcryptCost(config.bcryptCost()),
                db("keystone"),
                config.clock()));
        service.onRevocation(identities::forgetAll);
        service.bootstrap().run(new Seed(adminPassword(), secrets.of("service"), "RegionOne", catalog()));
        serve(Role.KEYSTONE, service.api());
    }

    private void glance() {
        var tokens = identities.tokens(identities.session("glance"));
        var glance = new GlanceConfig(config.data().resolve("images"), authUri(), null);
        serve(
                Role.GLANCE,
                undo.add(new GlanceService(glance, db("glance"), tokens, config.clock()))
                        .api());
    }

    private void placement() {
        var tokens = identities.tokens(identities.session("placement"));
        var placement = new PlacementConfig(authUri(), null);
        serve(
                Role.PLACEMENT,
                undo.add(new PlacementService(placement, db("placement"), tokens, config.clock()))
                        .api());
    }

    private void neutron() {
        var tokens = identities.tokens(identities.session("neutron"));
        var neutron = new NeutronConfig(authUri(), config.virt().equals("fake"), null);
        serve(
                Role.NEUTRON_SERVER,
                undo.add(new NeutronService(neutron, db("neutron"), bus, tokens, (_, _) -> {}, config.clock()))
                        .api());
    }

    private List<Entry> catalog() {
        var ports = config.ports();
        return List.of(
                new Entry("identity", "keystone", ports.url(Role.KEYSTONE) + "/v3"),
                new Entry("image", "glance", ports.url(Role.GLANCE)),
                new Entry("placement", "placement", ports.url(Role.PLACEMENT)),
                new Entry("network", "neutron", ports.url(Role.NEUTRON_SERVER)));
    }

    private void serve(Role role, Api api) {
        listeners.serve(role, api);
    }

    private String authUri() {
        return config.ports().url(Role.KEYSTONE);
    }

    private Db db(String service) {
        return undo.add(Databases.open(config.database(), service));
    }

    /** Addresses by role. */
    Map<String, String> urls() {
        return Map.copyOf(urls);
    }

    Secret adminPassword() {
        return secrets.of("admin");
    }

    String virt() {
        return config.virt();
    }

    @Override
    public void close() {
        undo.close();
    }
}
