package stratus.nova.app;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.clients.neutron.Network;
import stratus.clients.neutron.NewPort;
import stratus.clients.neutron.Port;
import stratus.nova.domain.Server;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.ComputeRpc.PlugInterface;
import stratus.nova.rpc.ServerPort;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;

/** Gives network interfaces to servers that live, takes them away, and keeps the addresses that are shown. */
public final class Interfaces {
    private static final Set<VmState> ATTACHABLE = EnumSet.of(VmState.ACTIVE, VmState.PAUSED, VmState.STOPPED);

    private final ServerDevices devices;
    private final ServerPorts ports;
    private final Function<HostName, ComputeRpc> compute;
    private final InstantSource clock;

    public Interfaces(
            ServerDevices devices, ServerPorts ports, Function<HostName, ComputeRpc> compute, InstantSource clock) {
        this.devices = devices;
        this.ports = ports;
        this.compute = compute;
        this.clock = clock;
    }

    /** What is asked for: a port, or a network and perhaps an address on it; neither for the only network there is. */
    public record Wanted(
            @Nullable NetworkId network,
            @Nullable PortId port,
            @Nullable String fixedIp,
            @Nullable String tag) {}

    public List<Port> list(Caller caller, Server server) {
        return ports.of(caller, server.id());
    }

    public Port find(Caller caller, Server server, PortId id) {
        var port = ports.port(caller, id);
        if (!port.deviceId().equals(server.id().text())) {
            throw new Fault.NotFound("Instance %s does not have a port with id %s"
                    .formatted(server.id().text(), id.text()));
        }
        return port;
    }

    /** The guest has the interface when this returns; otherwise nothing is left of it. */
    public Port attach(Caller caller, Server server, Wanted wanted) {
        ServerActions.unlocked(caller, server);
        ServerActions.idle(server, "attach_interface", ATTACHABLE);
        var host = server.needHost();
        var begun = clock.instant();
        boolean made = wanted.port() == null;
        var network = network(caller, wanted);
        var port = made
                ? ports.create(caller, newPort(server, network, wanted, host))
                : taken(caller, server, network, wanted, host);
        try {
            compute.apply(host).attachInterface(plug(caller, server, port, network));
            devices.add(server.id(), shown(port, network, made, wanted.tag()));
        } catch (RuntimeException failure) {
            release(caller, port.id(), made);
            devices.ended(caller, server, "attach_interface", begun, failure);
            throw failure;
        }
        devices.ended(caller, server, "attach_interface", begun, null);
        return ports.port(caller, port.id());
    }

    private Network network(Caller caller, Wanted wanted) {
        if (wanted.port() != null) {
            return ports.network(caller, ports.port(caller, wanted.port()).network());
        }
        if (wanted.network() != null) {
            return ports.network(caller, wanted.network());
        }
        var usable = ports.networks(caller).stream().filter(n -> !n.external()).toList();
        if (usable.size() != 1) {
            throw new Fault.Invalid(
                    usable.isEmpty()
                            ? "No specific network was requested and none are available for project '%s'."
                                    .formatted(caller.projectId().text())
                            : "Multiple possible networks found, use a Network ID to be more specific.");
        }
        return usable.getFirst();
    }

    /** Marked as the server's own, so that it goes with it. */
    private static NewPort newPort(Server server, Network network, Wanted wanted, HostName host) {
        return new NewPort(
                server.id(),
                server.attempt(),
                network.id(),
                host.value(),
                zone(server),
                wanted.fixedIp(),
                null,
                server.hostname());
    }

    private static String zone(Server server) {
        var zone = server.spec().where().zone();
        return zone == null ? Aggregates.DEFAULT_ZONE : zone;
    }

    private Port taken(Caller caller, Server server, Network network, Wanted wanted, HostName host) {
        var id = Objects.requireNonNull(wanted.port());
        var port = ports.port(caller, id);
        if (!port.deviceId().isEmpty()) {
            throw new Fault.Conflict("Port %s is still in use.".formatted(id.text()));
        }
        if (!port.projectId().equals(server.projectId().text()) && !network.shared()) {
            throw new Fault.Invalid("Port %s not usable for instance %s."
                    .formatted(id.text(), server.id().text()));
        }
        return ports.bind(caller, id, server.id(), zone(server), host.value());
    }

    private static PlugInterface plug(Caller caller, Server server, Port port, Network network) {
        if ("binding_failed".equals(port.vifType())) {
            throw new Fault.Conflict("Binding failed for port %s, please check neutron logs for more information."
                    .formatted(port.id().text()));
        }
        return new PlugInterface(caller, server.id(), port.id(), port.macAddress(), port.bridge(), network.mtu());
    }

    private void release(Caller caller, PortId port, boolean made) {
        if (made) {
            ports.delete(caller, port);
        } else {
            ports.unbind(caller, port);
        }
    }

    /** A port that Compute made is deleted, one that a user made is let go of. */
    public void detach(Caller caller, Server server, PortId id) {
        ServerActions.unlocked(caller, server);
        ServerActions.idle(server, "detach_interface", EnumSet.of(VmState.ACTIVE, VmState.PAUSED, VmState.STOPPED));
        var known = server.ports().stream()
                .filter(p -> p.port().equals(id))
                .findFirst()
                .orElseThrow(() -> new Fault.NotFound("Port %s not found".formatted(id.text())));
        var begun = clock.instant();
        var host = server.host();
        if (host != null) {
            compute.apply(host)
                    .detachInterface(new PlugInterface(caller, server.id(), id, known.macAddress(), null, 0));
        }
        release(caller, id, known.created());
        devices.remove(server.id(), id);
        devices.ended(caller, server, "detach_interface", begun, null);
    }

    /** What Neutron says of the server's ports now is what is shown of it from now on. */
    public void refresh(Caller self, ServerId id) {
        var server = devices.find(id);
        if (server == null) {
            return;
        }
        var fresh = new ArrayList<ServerPort>();
        for (var port : ports.of(self, id)) {
            var known = server.ports().stream()
                    .filter(p -> p.port().equals(port.id()))
                    .findFirst()
                    .orElse(null);
            if (known != null) {
                fresh.add(refreshed(self, known, port));
            }
        }
        devices.replacePorts(id, server.ports(), fresh);
    }

    private ServerPort refreshed(Caller self, ServerPort known, Port port) {
        var addresses = new ArrayList<ServerPort.Address>();
        var floating = ports.floating(self, port.id());
        for (var fixed : port.fixedIps()) {
            addresses.add(address(fixed.ipAddress(), "fixed"));
            floating.stream()
                    .filter(f -> f.fixed().equals(fixed.ipAddress()))
                    .forEach(f -> addresses.add(address(f.address(), "floating")));
        }
        return new ServerPort(
                known.port(),
                known.networkId(),
                known.network(),
                port.macAddress(),
                addresses,
                known.created(),
                known.tag());
    }

    private static ServerPort shown(Port port, Network network, boolean made, @Nullable String tag) {
        var addresses = port.fixedIps().stream()
                .map(ip -> address(ip.ipAddress(), "fixed"))
                .toList();
        return new ServerPort(port.id(), port.network(), network.name(), port.macAddress(), addresses, made, tag);
    }

    private static ServerPort.Address address(String text, String type) {
        return new ServerPort.Address(text, text.contains(":") ? 6 : 4, type);
    }
}
