package stratus.nova;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import stratus.nova.api.AdminActions;
import stratus.nova.api.ConsolesApi;
import stratus.nova.api.CreateImageApi;
import stratus.nova.api.DiagnosticsApi;
import stratus.nova.api.ExternalEventsApi;
import stratus.nova.api.InstanceActionsApi;
import stratus.nova.api.InterfacesApi;
import stratus.nova.api.MigrationsApi;
import stratus.nova.api.MoveActions;
import stratus.nova.api.RebuildActions;
import stratus.nova.api.RescueActions;
import stratus.nova.api.ResizeActions;
import stratus.nova.api.SecurityGroupActions;
import stratus.nova.api.SecurityGroupsApi;
import stratus.nova.api.ServerActionsApi;
import stratus.nova.api.ServerIpsApi;
import stratus.nova.api.ServerMetadataApi;
import stratus.nova.api.ServerMigrationsApi;
import stratus.nova.api.ServerPasswordApi;
import stratus.nova.api.ServerTagsApi;
import stratus.nova.api.ServersApi;
import stratus.nova.api.ShelveActions;
import stratus.nova.api.TopologyApi;
import stratus.nova.api.VolumeAttachmentsApi;
import stratus.nova.app.Aggregates;
import stratus.nova.app.BlockStorage;
import stratus.nova.app.Consoles;
import stratus.nova.app.ExternalEvents;
import stratus.nova.app.GuestCommands;
import stratus.nova.app.GuestPasswords;
import stratus.nova.app.Hypervisors;
import stratus.nova.app.ImageCatalog;
import stratus.nova.app.Interfaces;
import stratus.nova.app.Membership;
import stratus.nova.app.Migrations;
import stratus.nova.app.NetworkChecks;
import stratus.nova.app.NewServers;
import stratus.nova.app.NewSize;
import stratus.nova.app.QuotaChecks;
import stratus.nova.app.Resizes;
import stratus.nova.app.ServerActions;
import stratus.nova.app.ServerContexts;
import stratus.nova.app.ServerDevices;
import stratus.nova.app.ServerEdits;
import stratus.nova.app.ServerImages;
import stratus.nova.app.ServerPorts;
import stratus.nova.app.ServerRebuilds;
import stratus.nova.app.ServerRescues;
import stratus.nova.app.ServerSecurityGroups;
import stratus.nova.app.ServerShelving;
import stratus.nova.app.ServerSnapshots;
import stratus.nova.app.ServerTasks;
import stratus.nova.app.Servers;
import stratus.nova.app.Specs;
import stratus.nova.app.VolumeAttachments;
import stratus.nova.app.Zones;
import stratus.nova.conductor.HostVolumes;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.LifecycleRpc;
import stratus.nova.store.ActionStore;
import stratus.nova.store.AggregateStore;
import stratus.nova.store.ConsoleStore;
import stratus.nova.store.FlavorStore;
import stratus.nova.store.HostStore;
import stratus.nova.store.KeyPairStore;
import stratus.nova.store.MigrationStore;
import stratus.nova.store.PasswordStore;
import stratus.nova.store.QuotaStore;
import stratus.nova.store.ServerGroupStore;
import stratus.nova.store.ServerStore;
import stratus.nova.store.ServiceStore;
import stratus.nova.store.ShelfStore;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.oslo.http.Routes;
import stratus.oslo.saga.Sagas;
import stratus.oslo.trace.Tracer;

/** Constructs servers and all that is under them in the Compute API, and registers the routes. */
final class ServerApis {
    private final Site site;
    private final Others others;
    private final LegacyApis legacy;
    private final ServerStore store;
    private final ActionStore log;
    private final Servers servers;
    private final ServerActions actions;
    private final ServerTasks tasks;
    private final ServerEdits edits;
    private final ServerSecurityGroups groups;
    private final Consoles consoles;

    /** What it is built on. */
    record Site(Db db, ChangeLog changes, Sagas sagas, Tracer tracer, InstantSource clock) {}

    /** The other services, and the hosts. */
    record Others(
            ImageCatalog images,
            ServerPorts ports,
            BlockStorage volumes,
            Function<HostName, ComputeRpc> compute,
            Consoles.Settings consoles,
            Life life) {}

    /** What is done to servers in the course of their lives, and where. */
    record Life(ServerImages images, Function<HostName, LifecycleRpc> hosts) {}

    ServerApis(Site site, Others others, LegacyApis legacy) {
        this.site = site;
        this.legacy = legacy;
        this.others = others;
        var db = site.db();
        this.store = new ServerStore(db);
        this.log = new ActionStore(db);
        var quotas = new QuotaStore(db);
        this.actions = new ServerActions(db, log, site.clock());
        var specs =
                new Specs(new FlavorStore(db), new KeyPairStore(db), others.images(), others.volumes(), others.ports());
        var fresh = new NewServers(
                new NewServers.Checks(
                        specs,
                        new NetworkChecks(others.ports()),
                        new Zones(new ServiceStore(db), aggregates()),
                        quota(),
                        new Membership(db, new ServerGroupStore(db), quotas)),
                new NewServers.Records(db, store, actions, site.changes()),
                site.sagas(),
                site.tracer(),
                site.clock());
        this.tasks = new ServerTasks(db, store, actions, site.sagas(), site.clock());
        this.servers = new Servers(db, new Servers.Stores(store, actions), fresh, tasks, site.clock());
        this.edits = new ServerEdits(db, store, quotas, actions, site.changes(), site.clock());
        this.groups = new ServerSecurityGroups(db, store, others.ports(), site.clock());
        this.consoles =
                new Consoles(db, new ConsoleStore(db), store, others.compute(), others.consoles(), site.clock());
    }

    Consoles consoles() {
        return consoles;
    }

    void routes(Routes routes) {
        new ServersApi(servers, edits, contexts()).routes(routes);
        new ServerActionsApi(servers, edits, others.compute(), moreActions()).routes(routes);
        new ServerMetadataApi(servers, edits).routes(routes);
        new ServerTagsApi(servers, edits).routes(routes);
        new ServerIpsApi(servers).routes(routes);
        new InstanceActionsApi(servers, actions).routes(routes);
        new TopologyApi(servers).routes(routes);
        new ServerPasswordApi(servers, new GuestPasswords(site.db(), new PasswordStore(site.db()))).routes(routes);
        new DiagnosticsApi(servers, others.compute()).routes(routes);
        new ConsolesApi(servers, consoles).routes(routes);
        new SecurityGroupsApi(servers, groups).routes(routes);
        legacy.routes(routes);
        new MigrationsApi(migrations()).routes(routes);
        new ServerMigrationsApi(servers, migrations()).routes(routes);
        devices(routes);
    }

    private Aggregates aggregates() {
        var services = new ServiceStore(site.db());
        return new Aggregates(site.db(), new AggregateStore(site.db()), services, site.changes(), site.clock());
    }

    private ServerContexts contexts() {
        var services = new ServiceStore(site.db());
        return new ServerContexts(
                aggregates(),
                new Hypervisors(new HostStore(site.db()), services, store, site.clock()),
                log,
                new ServerGroupStore(site.db()));
    }

    private Map<String, ServerActionsApi.Action> lifeActions() {
        var db = site.db();
        var catalog = others.images();
        var made = others.life().images();
        var zones = new Zones(new ServiceStore(db), aggregates());
        var rebuilds = new ServerRebuilds(
                quota(),
                tasks,
                new ServerRebuilds.Stores(store, new KeyPairStore(db)),
                new ServerRebuilds.BootImages(catalog, others.volumes()));
        var shelf = new ShelfStore(db);
        var all = new HashMap<String, ServerActionsApi.Action>();
        all.putAll(new CreateImageApi(new ServerSnapshots(quota(), tasks, made, catalog), made).actions());
        all.putAll(new RebuildActions(rebuilds, contexts()).actions());
        all.putAll(new RescueActions(new ServerRescues(tasks, catalog)).actions());
        all.putAll(new ShelveActions(new ServerShelving(tasks, made, catalog, shelf, zones)).actions());
        all.putAll(new AdminActions(new GuestCommands(actions, others.life().hosts())).actions());
        return all;
    }

    private QuotaChecks quota() {
        return new QuotaChecks(site.db(), store, new QuotaStore(site.db()));
    }

    private Map<String, ServerActionsApi.Action> moreActions() {
        var all = new HashMap<>(new SecurityGroupActions(groups).actions());
        all.putAll(new ConsolesApi(servers, consoles).actions());
        all.putAll(legacy.actions());
        all.putAll(lifeActions());
        all.putAll(new ResizeActions(resizes()).actions());
        all.putAll(new MoveActions(migrations()).actions());
        return all;
    }

    private Migrations migrations() {
        var db = site.db();
        var stores = new Migrations.Stores(new MigrationStore(db), new ServiceStore(db), log);
        return new Migrations(db, stores, actions, site.clock());
    }

    private Resizes resizes() {
        var db = site.db();
        return new Resizes(
                db,
                new Resizes.Stores(store, new MigrationStore(db), new ServiceStore(db), actions),
                new Resizes.Checks(new NewSize(new FlavorStore(db), others.images()), quota()),
                site.sagas(),
                site.clock());
    }

    private void devices(Routes routes) {
        var devices = new ServerDevices(site.db(), store, log, site.changes(), site.clock());
        var interfaces = new Interfaces(devices, others.ports(), others.compute(), site.clock());
        new InterfacesApi(servers, interfaces).routes(routes);
        var volumes = new VolumeAttachments(site.db(), store, actions, others.volumes(), site.sagas(), site.clock());
        new VolumeAttachmentsApi(servers, volumes).routes(routes);
        var plugged = new HostVolumes(others.volumes(), others.compute());
        new ExternalEventsApi(new ExternalEvents(store, interfaces, devices, plugged, others.compute(), site.clock()))
                .routes(routes);
    }
}
