package stratus.cinder;

import java.time.InstantSource;
import stratus.cinder.api.AttachmentsApi;
import stratus.cinder.api.BackupsApi;
import stratus.cinder.api.ClustersApi;
import stratus.cinder.api.DiscoveryApi;
import stratus.cinder.api.EncryptionApi;
import stratus.cinder.api.ExtensionsApi;
import stratus.cinder.api.GroupSnapshotsApi;
import stratus.cinder.api.GroupTypesApi;
import stratus.cinder.api.GroupsApi;
import stratus.cinder.api.Guard;
import stratus.cinder.api.HostsApi;
import stratus.cinder.api.ManageApi;
import stratus.cinder.api.MessagesApi;
import stratus.cinder.api.QosSpecsApi;
import stratus.cinder.api.QuotasApi;
import stratus.cinder.api.ServicesApi;
import stratus.cinder.api.SnapshotsApi;
import stratus.cinder.api.TransfersApi;
import stratus.cinder.api.TypeAccessApi;
import stratus.cinder.api.TypeSpecsApi;
import stratus.cinder.api.TypesApi;
import stratus.cinder.api.VolumeActionsApi;
import stratus.cinder.api.VolumesApi;
import stratus.cinder.app.Attachments;
import stratus.cinder.app.Backends;
import stratus.cinder.app.BackupWork;
import stratus.cinder.app.Backups;
import stratus.cinder.app.Encryptions;
import stratus.cinder.app.GroupChanges;
import stratus.cinder.app.GroupCopies;
import stratus.cinder.app.GroupSnapshots;
import stratus.cinder.app.GroupTypes;
import stratus.cinder.app.Groups;
import stratus.cinder.app.HostAttachments;
import stratus.cinder.app.Jobs;
import stratus.cinder.app.Messages;
import stratus.cinder.app.Neighbours;
import stratus.cinder.app.QosSpecs;
import stratus.cinder.app.Quotas;
import stratus.cinder.app.SnapshotWork;
import stratus.cinder.app.Snapshots;
import stratus.cinder.app.Sources;
import stratus.cinder.app.Stores;
import stratus.cinder.app.Transfers;
import stratus.cinder.app.Types;
import stratus.cinder.app.VolumeChanges;
import stratus.cinder.app.VolumeWork;
import stratus.cinder.app.Volumes;
import stratus.cinder.app.Work;
import stratus.cinder.rpc.CinderRpc;
import stratus.cinder.scheduler.Scheduler;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.base.Tokens;
import stratus.oslo.db.Db;
import stratus.oslo.http.Api;
import stratus.oslo.http.Errors;
import stratus.oslo.http.Microversion;
import stratus.oslo.http.Microversions;
import stratus.oslo.http.Routes;
import stratus.oslo.messaging.Bus;
import stratus.oslo.policy.Policy;

/** Cinder, put together; serves its backends and takes up what an earlier process left as soon as it is made. */
public final class CinderService implements AutoCloseable {
    private static final Microversion MAX = new Microversion(3, 71);

    private final CinderConfig config;
    private final Tokens tokens;
    private final InstantSource clock;
    private final Stores stores;
    private final Types types;
    private final Quotas quotas;
    private final Backends backends;
    private final Jobs jobs;
    private final Volumes volumes;
    private final VolumeChanges changes;
    private final VolumeChanges.Placement placement;
    private final Messages messages;
    private final Bus.Registration served;

    public CinderService(CinderConfig config, Db db, Bus bus, Tokens tokens, Neighbours others, InstantSource clock) {
        this.config = config;
        this.tokens = tokens;
        this.clock = clock;
        this.stores = Stores.on(db, clock);
        this.types = new Types(stores);
        types.seed();
        this.quotas = new Quotas(stores);
        this.backends = new Backends(stores, bus, config.zone());
        this.jobs = new Jobs(stores, config.host());
        this.volumes = new Volumes(stores, types, quotas, new Sources(stores, others.images()), jobs, config.zone());
        this.messages = new Messages(stores);
        var scheduler = new Scheduler(config.overSubscription());
        var placement = new VolumeChanges.Placement(scheduler, backends, quotas);
        this.placement = placement;
        this.changes = new VolumeChanges(stores, volumes, types, jobs, others.images(), placement);
        backends.onReport(jobs::resume);
        this.served = bus.serve(CinderRpc.class, new Bus.Address.AnyOf(CinderRpc.TOPIC), backends);
        jobs.begin(new Work(
                new VolumeWork(stores, backends, scheduler, jobs, messages, others),
                new SnapshotWork(stores, backends, jobs, messages),
                new BackupWork(stores, backends, jobs, messages)));
    }

    public Api api() {
        var routes = Routes.at("/v3/{project_id}", "/v3").withoutSlashes();
        new DiscoveryApi(MAX).routes(routes);
        volumes(routes);
        new TypesApi(types).routes(routes);
        new TypeSpecsApi(types).routes(routes);
        new TypeAccessApi(types).routes(routes);
        new EncryptionApi(types, new Encryptions(stores)).routes(routes);
        new ServicesApi(backends, types, config.host(), config.zone(), clock).routes(routes);
        new QosSpecsApi(new QosSpecs(stores)).routes(routes);
        new HostsApi(backends, config.host(), config.zone(), clock).routes(routes);
        new QuotasApi(quotas).routes(routes);
        new MessagesApi(messages).routes(routes);
        new ClustersApi().routes(routes);
        new ManageApi().routes(routes);
        new ExtensionsApi().routes(routes);
        return new Api(
                "cinder",
                Guard.over(routes),
                Errors.NOVA,
                tokens,
                Policy.load(Policy.defaults(CinderService.class, "policy.yaml"), config.policyFile()),
                new Microversions("volume", null, new Microversion(3, 0), MAX),
                TimeFormat.MICROS,
                config.authUri(),
                Api.USUAL_BODY);
    }

    private void volumes(Routes routes) {
        new VolumesApi(volumes, types).routes(routes);
        new VolumeActionsApi(volumes, changes, new HostAttachments(stores, volumes, backends)).routes(routes);
        new AttachmentsApi(new Attachments(stores, volumes, backends), volumes).routes(routes);
        new BackupsApi(new Backups(stores, volumes, quotas, jobs)).routes(routes);
        new TransfersApi(new Transfers(stores, quotas), volumes).routes(routes);
        var snapshots = new Snapshots(stores, volumes, quotas, jobs);
        new SnapshotsApi(snapshots, volumes).routes(routes);
        groups(routes, snapshots);
    }

    private void groups(Routes routes, Snapshots snapshots) {
        var groupTypes = new GroupTypes(stores);
        new GroupTypesApi(groupTypes).routes(routes);
        var groups = new Groups(stores, types, groupTypes, jobs, placement, config.zone());
        var groupSnapshots = new GroupSnapshots(stores, groups, snapshots, jobs);
        var copies = new GroupCopies(stores, groups, groupSnapshots, volumes, quotas, jobs);
        new GroupsApi(groups, new GroupChanges(stores, groups), copies).routes(routes);
        new GroupSnapshotsApi(groupSnapshots, groups).routes(routes);
    }

    @Override
    public void close() {
        served.close();
        jobs.close();
    }
}
