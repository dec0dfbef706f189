package stratus.nova.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import stratus.nova.conductor.BuildServerSaga;
import stratus.nova.conductor.DeleteServerSaga;
import stratus.nova.conductor.PowerSaga;
import stratus.nova.domain.Flavor;
import stratus.nova.domain.KeyPair;
import stratus.nova.domain.Power;
import stratus.nova.domain.QuotaResource;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerAction;
import stratus.nova.domain.ServerFilter;
import stratus.nova.domain.ServerSpec;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.ServerFlavor;
import stratus.nova.store.FlavorStore;
import stratus.nova.store.KeyPairStore;
import stratus.nova.store.QuotaStore;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;
import stratus.oslo.saga.Sagas;

/** Everything the Compute API can do to servers. */
public final class Servers {
    private final Db db;
    private final Stores stores;
    private final ChangeLog changes;
    private final ImageCatalog images;
    private final Sagas sagas;
    private final InstantSource clock;

    public Servers(Db db, Stores stores, ChangeLog changes, ImageCatalog images, Sagas sagas, InstantSource clock) {
        this.db = db;
        this.stores = stores;
        this.changes = changes;
        this.images = images;
        this.sagas = sagas;
        this.clock = clock;
    }

    public record Stores(
            ServerStore servers, ServerActions actions, FlavorStore flavors, KeyPairStore keys, QuotaStore quotas) {}

    /** Steps 6 and 7: what was asked for is checked; server, action, change and saga are committed as one. */
    public List<Server> create(Caller caller, ServerRequest request) {
        var now = clock.instant();
        var spec = spec(caller, request);
        var servers = new ArrayList<Server>();
        var reservation = "r-" + Ids.hex().substring(0, 8);
        for (int i = 0; i < request.maxCount(); i++) {
            servers.add(server(caller, request, spec, reservation, i, now));
        }
        var begun = db.write(tx -> insert(tx, caller, affordable(tx, caller, servers, request.minCount()), now));
        begun.forEach(one -> sagas.launch(one.saga()));
        return begun.stream().map(Accepted::server).toList();
    }

    private record Accepted(Server server, Sagas.Begun saga) {}

    private List<Accepted> insert(Tx tx, Caller caller, List<Server> servers, Instant now) {
        var accepted = new ArrayList<Accepted>();
        for (var server : servers) {
            stores.servers().insert(tx, server);
            stores.actions().begin(tx, caller, server, "create", now);
            changes.append(
                    tx,
                    caller,
                    Operation.CREATED,
                    "server",
                    server.id().text(),
                    server.projectId().text(),
                    server);
            var state = new BuildServerSaga.Build(caller, server.id());
            accepted.add(new Accepted(
                    server, sagas.begin(tx, BuildServerSaga.NAME, server.id().text(), state, now, null)));
        }
        return accepted;
    }

    /** As many of the servers as the quota has room for; at least {@code min}. */
    private List<Server> affordable(Tx tx, Caller caller, List<Server> servers, int min) {
        var project = caller.projectId();
        db.lock(tx, project.text(), "servers");
        var used = stores.servers().used(tx, project.text());
        var limits = stores.quotas().limits(tx, project);
        var flavor = servers.getFirst().spec().flavor();
        long most = servers.size();
        most = Math.min(most, room(limits, QuotaResource.INSTANCES, used.instances(), 1));
        most = Math.min(most, room(limits, QuotaResource.CORES, used.cores(), flavor.vcpus()));
        most = Math.min(most, room(limits, QuotaResource.RAM, used.ram(), flavor.memoryMib()));
        if (most < min) {
            throw over(limits, used, flavor, min);
        }
        return servers.subList(0, (int) most);
    }

    private static long room(Map<QuotaResource, Long> limits, QuotaResource what, long used, long each) {
        long limit = limit(limits, what);
        return limit < 0 || each == 0 ? Long.MAX_VALUE : Math.max(0, (limit - used) / each);
    }

    private static long limit(Map<QuotaResource, Long> limits, QuotaResource what) {
        return limits.getOrDefault(what, what.byDefault());
    }

    private static Fault over(Map<QuotaResource, Long> limits, ServerStore.Used used, ServerFlavor flavor, int count) {
        if (room(limits, QuotaResource.INSTANCES, used.instances(), 1) < count) {
            return new Fault.OverQuota("instances", count, used.instances(), limit(limits, QuotaResource.INSTANCES));
        }
        if (room(limits, QuotaResource.CORES, used.cores(), flavor.vcpus()) < count) {
            long asked = (long) count * flavor.vcpus();
            return new Fault.OverQuota("cores", asked, used.cores(), limit(limits, QuotaResource.CORES));
        }
        long asked = (long) count * flavor.memoryMib();
        return new Fault.OverQuota("ram", asked, used.ram(), limit(limits, QuotaResource.RAM));
    }

    private ServerSpec spec(Caller caller, ServerRequest r) {
        var flavor = stores.flavors()
                .find(caller.projectId(), r.flavor())
                .orElseThrow(() -> new Fault.Invalid("Flavor %s could not be found.".formatted(r.flavor())));
        Map<String, String> properties = Map.of();
        if (r.image() != null) {
            properties = fitting(caller, r.image(), flavor).properties();
        }
        var key = r.keyName() == null ? null : key(caller, r.keyName());
        return new ServerSpec(
                embedded(flavor),
                r.image(),
                properties,
                r.keyName(),
                key == null ? null : key.publicKey(),
                r.userData(),
                r.configDrive(),
                r.networks(),
                r.securityGroups(),
                r.zone(),
                r.wantedHost(),
                Map.of(),
                r.diskConfig());
    }

    private ImageCatalog.Image fitting(Caller caller, Ids.ImageId id, Flavor flavor) {
        ImageCatalog.Image image;
        try {
            image = images.find(caller, id);
        } catch (Fault.NotFound gone) {
            throw new Fault.Invalid("Image %s could not be found.".formatted(id.text()));
        }
        if (!image.status().equals("active")) {
            throw new Fault.Invalid("Image %s is not active.".formatted(id.text()));
        }
        if (flavor.memoryMb() < image.minMemoryMib()) {
            throw new Fault.Invalid("Flavor's memory is too small for requested image.");
        }
        if (flavor.diskGb() > 0 && flavor.diskGb() < image.minDiskGib()) {
            throw new Fault.Invalid("Flavor's disk is smaller than the minimum size specified in image metadata.");
        }
        return image;
    }

    private KeyPair key(Caller caller, String name) {
        return stores.keys()
                .find(caller.userId(), name)
                .orElseThrow(() -> new Fault.Invalid("Invalid key_name provided."));
    }

    private static ServerFlavor embedded(Flavor f) {
        return new ServerFlavor(
                f.id(),
                f.name(),
                f.vcpus(),
                f.memoryMb(),
                f.diskGb(),
                f.ephemeralGb(),
                f.swapMb(),
                f.description(),
                f.extraSpecs());
    }

    private static Server server(
            Caller caller, ServerRequest r, ServerSpec spec, String reservation, int index, Instant now) {
        var name = r.maxCount() > 1 ? r.name() + "-" + (index + 1) : r.name();
        var hostname = r.hostname() == null ? hostname(name) : r.hostname();
        return new Server(
                ServerId.random(),
                caller.projectId(),
                caller.userId(),
                name,
                hostname,
                r.description(),
                VmState.BUILDING,
                TaskState.SCHEDULING,
                Power.NOSTATE,
                null,
                0,
                spec,
                r.disks(),
                List.of(),
                r.metadata(),
                r.tags(),
                r.accessIpV4(),
                r.accessIpV6(),
                reservation,
                index,
                null,
                null,
                now,
                now,
                null,
                null,
                null);
    }

    /** As upstream makes a host name of a server's name. */
    static String hostname(String name) {
        var plain = name.toLowerCase(Locale.ROOT)
                .replaceAll("[ _.]", "-")
                .replaceAll("[^a-z0-9-]", "")
                .replaceAll("^-+|-+$", "");
        var cut = plain.length() > 63 ? plain.substring(0, 63) : plain;
        return cut.isEmpty() ? "server" : cut;
    }

    public Server get(ServerId id) {
        return stores.servers().find(id).orElseThrow(() -> new Fault.NotFound("Instance", id.text()));
    }

    /** One that is deleted, too. */
    public Server getOrDeleted(ServerId id) {
        return stores.servers().findOrDeleted(id).orElseThrow(() -> new Fault.NotFound("Instance", id.text()));
    }

    /** A page of those that pass the filter and the test. */
    public Page<Server> list(ServerFilter filter, Predicate<Server> test) {
        int limit = filter.page().limit();
        var found = new ArrayList<Server>();
        var page = stores.servers().list(filter);
        while (true) {
            page.items().stream().filter(test).forEach(found::add);
            if (found.size() >= limit || !page.more()) {
                boolean more = page.more() || found.size() > limit;
                return new Page<>(found.subList(0, Math.min(limit, found.size())), more);
            }
            page = stores.servers().list(filter.after(page.items().getLast().id()));
        }
    }

    /** A repeat while the delete is under way changes nothing. */
    public void delete(Caller caller, Server server) {
        if (server.taskState() == TaskState.DELETING) {
            return;
        }
        begin(
                caller,
                ServerAction.DELETE,
                server,
                DeleteServerSaga.NAME,
                new DeleteServerSaga.Delete(caller, server.id()));
    }

    public void power(Caller caller, Server server, ServerAction action, ComputeRpc.Power power) {
        begin(caller, action, server, PowerSaga.NAME, new PowerSaga.Change(caller, server.id(), power));
    }

    /** Moves the server into the action's task, or throws {@link Fault.Conflict} if it may not or another got there first. */
    private void begin(Caller caller, ServerAction action, Server server, String saga, Record state) {
        ServerActions.unlocked(caller, server);
        var task = action.taskFor(server);
        var now = clock.instant();
        var begun = db.write(tx -> {
            if (!stores.servers().advance(tx, server, server.vmState(), task, now)) {
                throw new Fault.Conflict(
                        "Instance %s is being changed.".formatted(server.id().text()));
            }
            stores.actions().begin(tx, caller, server, action.verb(), now);
            return sagas.begin(tx, saga, server.id().text(), state, now, null);
        });
        sagas.launch(begun);
    }

    /** What an admin says it is, whatever it was. */
    public void reset(Caller caller, Server server, VmState state) {
        var now = clock.instant();
        db.run(tx -> {
            stores.servers().advance(tx, server, state, null, now);
            stores.actions().begin(tx, caller, server, "resetState", now);
        });
    }
}
