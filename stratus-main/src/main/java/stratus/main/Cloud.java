package stratus.main;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stratus.keystone.KeystoneConfig;
import stratus.keystone.KeystoneService;
import stratus.keystone.app.Bootstrap.Entry;
import stratus.keystone.app.Bootstrap.Seed;
import stratus.oslo.base.Secret;
import stratus.oslo.db.Databases;
import stratus.oslo.db.Db;

/** All roles of this process, put together by hand and running until closed. */
public final class Cloud implements AutoCloseable {
    private final CloudConfig config;
    private final Secrets secrets;
    private final Undo undo = new Undo();
    private final Listeners listeners;
    private final Map<String, String> urls = new LinkedHashMap<>();

    private Cloud(CloudConfig config) {
        this.config = config;
        this.secrets = new Secrets(config.data().resolve("keys"));
        this.listeners = undo.add(new Listeners(config.ports()));
    }

    /** Ready when this returns: every API answers. What was begun is stopped again when one part cannot start. */
    static Cloud start(CloudConfig config) {
        var cloud = new Cloud(config);
        try {
            cloud.keystone();
            return cloud;
        } catch (RuntimeException e) {
            cloud.close();
            throw e;
        }
    }

    private void keystone() {
        var url = url(Role.KEYSTONE);
        var keys = config.data().resolve("keys/fernet");
        var service = undo.add(new KeystoneService(
                KeystoneConfig.usual(url, keys).withBcryptCost(config.bcryptCost()), db("keystone"), config.clock()));
        service.bootstrap().run(new Seed(adminPassword(), secrets.of("service"), "RegionOne", catalog()));
        listeners.serve(Role.KEYSTONE, service.api());
    }

    private List<Entry> catalog() {
        return List.of(new Entry("identity", "keystone", config.ports().url(Role.KEYSTONE) + "/v3"));
    }

    private String url(Role role) {
        var url = config.ports().url(role);
        urls.put(role.text(), url);
        return url;
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
