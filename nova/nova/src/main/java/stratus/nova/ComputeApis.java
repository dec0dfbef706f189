package stratus.nova;

import java.time.InstantSource;
import stratus.nova.api.AggregatesApi;
import stratus.nova.api.AvailabilityZonesApi;
import stratus.nova.api.ExtensionsApi;
import stratus.nova.api.FlavorAccessApi;
import stratus.nova.api.FlavorExtraSpecsApi;
import stratus.nova.api.FlavorsApi;
import stratus.nova.api.HostsApi;
import stratus.nova.api.HypervisorsApi;
import stratus.nova.api.KeyPairsApi;
import stratus.nova.api.LimitsApi;
import stratus.nova.api.QuotasApi;
import stratus.nova.api.ServerGroupsApi;
import stratus.nova.api.ServicesApi;
import stratus.nova.api.TenantUsageApi;
import stratus.nova.api.UsageAuditLogApi;
import stratus.nova.api.VersionsApi;
import stratus.nova.app.Aggregates;
import stratus.nova.app.ComputeServices;
import stratus.nova.app.Flavors;
import stratus.nova.app.Hypervisors;
import stratus.nova.app.KeyPairs;
import stratus.nova.app.Quotas;
import stratus.nova.app.ServerGroups;
import stratus.nova.app.TenantUsage;
import stratus.nova.store.AggregateStore;
import stratus.nova.store.FlavorStore;
import stratus.nova.store.HostStore;
import stratus.nova.store.KeyPairStore;
import stratus.nova.store.QuotaStore;
import stratus.nova.store.ServerGroupStore;
import stratus.nova.store.ServerStore;
import stratus.nova.store.ServiceStore;
import stratus.nova.store.UsageStore;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.oslo.http.Routes;

/** Constructs everything of the Compute API beside servers themselves, and registers its routes. */
public final class ComputeApis {
    private ComputeApis() {}

    /** {@code routes} has the prefix that all but the version documents are under: {@code /v2.1}. */
    public static void routes(Routes routes, Db db, ChangeLog log, InstantSource clock) {
        new VersionsApi().routes(routes);
        new ExtensionsApi().routes(routes);
        new TenantUsageApi(new TenantUsage(new ServerStore(db), clock)).routes(routes);
        catalog(routes, db, log, clock);
        hosts(routes, db, log, clock);
    }

    private static void catalog(Routes routes, Db db, ChangeLog log, InstantSource clock) {
        var flavors = new Flavors(db, new FlavorStore(db), log);
        new FlavorsApi(flavors, clock).routes(routes);
        new FlavorExtraSpecsApi(flavors).routes(routes);
        new FlavorAccessApi(flavors).routes(routes);
        var limits = new QuotaStore(db);
        new KeyPairsApi(new KeyPairs(db, new KeyPairStore(db), limits, log, clock)).routes(routes);
        var quotas = new Quotas(db, limits, new UsageStore(db), log);
        new QuotasApi(quotas).routes(routes);
        new LimitsApi(quotas).routes(routes);
        new ServerGroupsApi(new ServerGroups(db, new ServerGroupStore(db), limits, log), clock).routes(routes);
    }

    private static void hosts(Routes routes, Db db, ChangeLog log, InstantSource clock) {
        var services = new ServiceStore(db);
        var aggregates = new Aggregates(db, new AggregateStore(db), services, log, clock);
        var hosts = new HostStore(db);
        new AggregatesApi(aggregates).routes(routes);
        var servers = new ServerStore(db);
        var computes = new ComputeServices(db, new ComputeServices.Stores(services, servers), aggregates, log, clock);
        new ServicesApi(computes).routes(routes);
        new UsageAuditLogApi(computes, clock).routes(routes);
        var hypervisors = new Hypervisors(hosts, services, servers, clock);
        new HypervisorsApi(hypervisors).routes(routes);
        new HostsApi(computes, hypervisors).routes(routes);
        new AvailabilityZonesApi(computes).routes(routes);
    }
}
