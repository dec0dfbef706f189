package stratus.main;

import java.util.Map;
import stratus.oslo.base.Secret;

/** All roles of this process, put together by hand and running until closed. */
public final class Cloud implements AutoCloseable {
    private final Site site;

    private Cloud(Site site) {
        this.site = site;
    }

    /** Ready when this returns: every API answers. What was begun is stopped again when one part cannot start. */
    static Cloud start(CloudConfig config) {
        var site = new Site(config);
        try {
            var services = new Services(site);
            services.keystone();
            services.horizon();
            services.glance();
            services.placement();
            services.neutron();
            services.cinder();
            var nova = services.nova();
            var host = new Host(site);
            host.networks();
            host.volumes();
            host.compute();
            nova.start();
            site.undo.add(nova::stop);
            return new Cloud(site);
        } catch (RuntimeException e) {
            site.close();
            throw e;
        }
    }

    /** Addresses by role. */
    Map<String, String> urls() {
        return site.urls();
    }

    Secret adminPassword() {
        return site.secret("admin");
    }

    String virt() {
        return site.config.virt();
    }

    @Override
    public void close() {
        site.close();
    }
}
