package stratus.nova;

import java.time.InstantSource;
import java.util.function.Function;
import stratus.nova.api.InstanceActionsApi;
import stratus.nova.api.ServerActionsApi;
import stratus.nova.api.ServerIpsApi;
import stratus.nova.api.ServerMetadataApi;
import stratus.nova.api.ServerTagsApi;
import stratus.nova.api.ServersApi;
import stratus.nova.app.Aggregates;
import stratus.nova.app.Hypervisors;
import stratus.nova.app.ImageCatalog;
import stratus.nova.app.NewServers;
import stratus.nova.app.Room;
import stratus.nova.app.ServerActions;
import stratus.nova.app.ServerContexts;
import stratus.nova.app.ServerEdits;
import stratus.nova.app.Servers;
import stratus.nova.app.Specs;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.store.ActionStore;
import stratus.nova.store.AggregateStore;
import stratus.nova.store.FlavorStore;
import stratus.nova.store.HostStore;
import stratus.nova.store.KeyPairStore;
import stratus.nova.store.QuotaStore;
import stratus.nova.store.ServerGroupStore;
import stratus.nova.store.ServerStore;
import stratus.nova.store.ServiceStore;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.oslo.http.Routes;
import stratus.oslo.saga.Sagas;
import stratus.oslo.trace.Tracer;

/** Constructs servers and all that is under them in the Compute API, and registers the routes. */
final class ServerApis {
    private final Servers servers;
    private final ServerActions actions;
    private final ServerEdits edits;
    private final ServerContexts contexts;

    ServerApis(Db db, ChangeLog changes, Sagas sagas, ImageCatalog images, Tracer tracer, InstantSource clock) {
        var store = new ServerStore(db);
        var log = new ActionStore(db);
        var services = new ServiceStore(db);
        var quotas = new QuotaStore(db);
        this.actions = new ServerActions(db, log, clock);
        var specs = new Specs(new FlavorStore(db), new KeyPairStore(db), images);
        var fresh = new NewServers(
                new NewServers.Checks(specs, new Room(db, store, quotas)),
                new NewServers.Records(db, store, actions, changes),
                sagas,
                tracer,
                clock);
        this.servers = new Servers(db, new Servers.Stores(store, actions), fresh, sagas, clock);
        this.edits = new ServerEdits(db, store, quotas, actions, changes, clock);
        this.contexts = new ServerContexts(
                new Aggregates(db, new AggregateStore(db), services, changes, clock),
                new Hypervisors(new HostStore(db), services, store, clock),
                log,
                new ServerGroupStore(db));
    }

    void routes(Routes routes, Function<HostName, ComputeRpc> compute) {
        new ServersApi(servers, edits, contexts).routes(routes);
        new ServerActionsApi(servers, edits, compute).routes(routes);
        new ServerMetadataApi(servers, edits).routes(routes);
        new ServerTagsApi(servers, edits).routes(routes);
        new ServerIpsApi(servers).routes(routes);
        new InstanceActionsApi(servers, actions).routes(routes);
    }
}
