package stratus.nova.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import stratus.nova.conductor.BuildServerSaga;
import stratus.nova.domain.Power;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerSpec;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;
import stratus.oslo.saga.Sagas;
import stratus.oslo.trace.Tracer;

/** Takes requests for servers: what is asked for is checked, then written down together with the saga that builds it. */
public final class NewServers {
    /** No step of a build begins later than this: a cloud that was off for a day does not go on with it. */
    private static final Duration PATIENCE = Duration.ofHours(2);

    private final Checks checks;
    private final Records records;
    private final Sagas sagas;
    private final Tracer tracer;
    private final InstantSource clock;

    public NewServers(Checks checks, Records records, Sagas sagas, Tracer tracer, InstantSource clock) {
        this.checks = checks;
        this.records = records;
        this.sagas = sagas;
        this.tracer = tracer;
        this.clock = clock;
    }

    /** What a request is held against. */
    public record Checks(
            Specs specs, NetworkChecks networkChecks, Zones zones, QuotaChecks quota, Membership membership) {}

    /** Where a server is written down. */
    public record Records(Db db, ServerStore servers, ServerActions actions, ChangeLog changes) {}

    private record Accepted(Server server, Sagas.Begun saga) {}

    /** Steps 6 and 7: server, action, change and saga are committed as one. */
    public List<Server> create(Caller caller, ServerRequest asked) {
        return insert(caller, new ImageDisks(checks.specs().images()).of(caller, asked));
    }

    private List<Server> insert(Caller caller, ServerRequest request) {
        var asked = caller.requestId();
        var spec = tracer.call(asked, null, 6, _ -> {
            checks.zones().check(request.zone());
            checks.quota().metadata(caller.projectId(), request.metadata());
            var groups = checks.networkChecks().check(caller, request);
            return checks.specs().of(caller, request).withSecurityGroups(groups);
        });
        var now = clock.instant();
        var servers = new ArrayList<Server>();
        var reservation = "r-" + Ids.hex().substring(0, 8);
        for (int i = 0; i < request.maxCount(); i++) {
            servers.add(server(caller, request, spec, reservation, i, now));
        }
        var accepted = tracer.call(asked, servers.getFirst().id(), 7, span -> {
            var all = records.db().write(tx -> insert(tx, caller, affordable(tx, servers, request), now));
            all.forEach(one -> span.row("server", one.server().id(), "insert"));
            span.state("building", "scheduling", 0);
            return all;
        });
        accepted.forEach(one -> sagas.launch(one.saga()));
        return accepted.stream().map(Accepted::server).toList();
    }

    private List<Server> affordable(Tx tx, List<Server> servers, ServerRequest request) {
        var first = servers.getFirst();
        int most =
                checks.quota().take(tx, first.projectId(), first.spec().flavor(), request.minCount(), servers.size());
        return servers.subList(0, most);
    }

    private List<Accepted> insert(Tx tx, Caller caller, List<Server> servers, Instant now) {
        var accepted = new ArrayList<Accepted>();
        for (var server : servers) {
            var id = server.id().text();
            records.servers().insert(tx, server);
            checks.membership().join(tx, server);
            records.actions().begin(tx, caller, server, "create", now);
            records.changes()
                    .append(
                            tx,
                            caller,
                            Operation.CREATED,
                            "server",
                            id,
                            server.projectId().text(),
                            server);
            var state = new BuildServerSaga.Build(caller, server.id());
            var saga = sagas.begin(tx, BuildServerSaga.NAME, id, state, now, now.plus(PATIENCE));
            accepted.add(new Accepted(server, saga));
        }
        return accepted;
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
}
