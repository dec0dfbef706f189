package stratus.nova.conductor;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import stratus.nova.app.GuestLinks;
import stratus.nova.domain.Host;
import stratus.nova.domain.Power;
import stratus.nova.domain.Server;
import stratus.nova.domain.Service;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.ConductorRpc;
import stratus.nova.rpc.HostId;
import stratus.nova.rpc.ServerFlavor;
import stratus.nova.store.HostStore;
import stratus.nova.store.ServerStore;
import stratus.nova.store.ServiceStore;
import stratus.oslo.db.Db;
import stratus.oslo.trace.Tracer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Answers hosts: what to build, and where to write down what they did. */
final class Conductor implements ConductorRpc {
    private static final int VERSION = 70; // of the services record, as upstream's 2026 compute reports

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Db db;
    private final ServerStore servers;
    private final HostStore hosts;
    private final ServiceStore services;
    private final BuildLog builds;
    private final GuestLinks links;
    private final Tracer tracer;
    private final InstantSource clock;

    record Stores(ServerStore servers, HostStore hosts, ServiceStore services) {}

    Conductor(Db db, Stores stores, BuildLog builds, GuestLinks links, Tracer tracer, InstantSource clock) {
        this.db = db;
        this.servers = stores.servers();
        this.hosts = stores.hosts();
        this.services = stores.services();
        this.builds = builds;
        this.links = links;
        this.tracer = tracer;
        this.clock = clock;
    }

    /** Steps 15 to 17. */
    @Override
    public Instance instance(GetInstance request) {
        var id = request.server();
        var asked = request.caller().requestId();
        tracer.call(asked, id, 15, span -> span.with("attempt", request.attempt()));
        var server = tracer.call(asked, id, 16, _ -> servers.get(id));
        return tracer.call(asked, id, 17, _ -> Instances.of(server));
    }

    @Override
    public Links links(GetLinks request) {
        return new Links(links.of(request.caller(), request.server()));
    }

    @Override
    public void step(StepReport report) {
        builds.report(report);
    }

    @Override
    public void host(HostReport r) {
        var now = clock.instant();
        var host = seen(r, now);
        var fresh = UUID.randomUUID();
        db.run(tx -> {
            hosts.report(tx, host);
            services.heartbeat(tx, fresh, Service.COMPUTE, r.host().value(), VERSION, now);
        });
    }

    /** What the host has, and what of it the flavors of its servers take. */
    private Host seen(HostReport r, Instant now) {
        var name = r.host().value();
        var flavors =
                servers.onHost(r.host()).stream().map(s -> s.spec().flavor()).toList();
        return new Host(
                HostId.of(name),
                0,
                name,
                name,
                r.hypervisorType(),
                r.hypervisorVersion(),
                "127.0.0.1",
                r.vcpus(),
                flavors.stream().mapToInt(ServerFlavor::vcpus).sum(),
                r.memoryMib(),
                flavors.stream().mapToLong(ServerFlavor::memoryMib).sum(),
                r.diskGib(),
                flavors.stream().mapToLong(ServerFlavor::rootGib).sum(),
                null,
                r.runningGuests(),
                null,
                cpuInfo(r.cpuInfo()),
                now);
    }

    /** A guest that stopped by itself is a stopped server; one that runs though it should not is only shown so. */
    @Override
    public void power(PowerReport report) {
        var now = clock.instant();
        var power = Power.valueOf(report.power());
        db.run(tx -> {
            var server = servers.find(tx, report.server()).orElse(null);
            if (server == null || server.taskState() != null || server.building()) {
                return;
            }
            servers.power(tx, server.id(), power, now);
            if (stoppedByItself(server, power)) {
                servers.advance(tx, server, VmState.STOPPED, null, now);
            }
        });
    }

    private static boolean stoppedByItself(Server server, Power power) {
        return server.vmState() == VmState.ACTIVE && (power == Power.SHUTDOWN || power == Power.CRASHED);
    }

    @Override
    public Wanted wanted(GetWanted request) {
        return new Wanted(
                servers.onHost(request.host()).stream().map(Server::id).toList());
    }

    /** What a driver wrote is JSON as a rule; anything else is kept as it is. */
    private static Map<String, Object> cpuInfo(String text) {
        try {
            return JSON.readValue(text, new TypeReference<Map<String, Object>>() {});
        } catch (JacksonException e) {
            return Map.of("raw", text);
        }
    }
}
