package stratus.nova.conductor;

import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import stratus.nova.domain.Host;
import stratus.nova.domain.Power;
import stratus.nova.domain.Server;
import stratus.nova.domain.Service;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.ConductorRpc;
import stratus.nova.store.HostStore;
import stratus.nova.store.ServerStore;
import stratus.nova.store.ServiceStore;
import stratus.oslo.db.Db;

/** Answers hosts: what to build, and where to write down what they did. */
public final class Conductor implements ConductorRpc {
    private static final int VERSION = 70; // of the services record, as upstream's 2026 compute reports

    private final Db db;
    private final ServerStore servers;
    private final HostStore hosts;
    private final ServiceStore services;
    private final StepLog steps;
    private final InstantSource clock;

    public Conductor(
            Db db, ServerStore servers, HostStore hosts, ServiceStore services, StepLog steps, InstantSource clock) {
        this.db = db;
        this.servers = servers;
        this.hosts = hosts;
        this.services = services;
        this.steps = steps;
        this.clock = clock;
    }

    @Override
    public Instance instance(GetInstance request) {
        var server = servers.find(request.server())
                .orElseThrow(() -> new stratus.oslo.base.Fault.NotFound(
                        "Instance", request.server().text()));
        var spec = server.spec();
        var zone = spec.zone() == null ? "nova" : spec.zone();
        return new Instance(
                server.id(),
                server.projectId(),
                server.name(),
                server.hostname(),
                spec.flavor(),
                spec.image(),
                spec.imageProperties(),
                spec.keyName(),
                spec.keyData(),
                spec.userData(),
                spec.configDrive(),
                zone,
                server.launchIndex(),
                server.metadata(),
                spec.networks(),
                spec.securityGroups(),
                server.disks());
    }

    @Override
    public void step(StepReport report) {
        steps.report(report.server(), report.attempt(), report.marks());
    }

    @Override
    public void devices(Devices report) {
        db.run(tx -> servers.devices(tx, report.server(), report.ports(), report.disks()));
    }

    @Override
    public void host(HostReport r) {
        var now = clock.instant();
        var id = stratus.nova.rpc.HostId.of(r.host().value());
        var here = servers.onHost(r.host());
        int vcpus = here.stream().mapToInt(s -> s.spec().flavor().vcpus()).sum();
        long memory =
                here.stream().mapToLong(s -> s.spec().flavor().memoryMib()).sum();
        long disk = here.stream().mapToLong(s -> s.spec().flavor().rootGib()).sum();
        var host = new Host(
                id,
                0,
                r.host().value(),
                r.host().value(),
                r.hypervisorType(),
                r.hypervisorVersion(),
                "127.0.0.1",
                r.vcpus(),
                vcpus,
                r.memoryMib(),
                memory,
                r.diskGib(),
                disk,
                null,
                r.runningGuests(),
                null,
                Map.of("raw", r.cpuInfo()),
                now);
        var fresh = UUID.randomUUID();
        db.run(tx -> {
            hosts.report(tx, host);
            services.heartbeat(tx, fresh, Service.COMPUTE, r.host().value(), VERSION, now);
        });
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
}
