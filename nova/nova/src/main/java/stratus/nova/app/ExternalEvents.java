package stratus.nova.app;

import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.nova.conductor.HostVolumes;
import stratus.nova.domain.Server;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;

/** What Neutron and Cinder say of things that servers have. */
public final class ExternalEvents {
    private final ServerStore servers;
    private final Interfaces interfaces;
    private final ServerDevices devices;
    private final HostVolumes volumes;
    private final Function<HostName, ComputeRpc> compute;
    private final InstantSource clock;

    public ExternalEvents(
            ServerStore servers,
            Interfaces interfaces,
            ServerDevices devices,
            HostVolumes volumes,
            Function<HostName, ComputeRpc> compute,
            InstantSource clock) {
        this.servers = servers;
        this.interfaces = interfaces;
        this.devices = devices;
        this.volumes = volumes;
        this.compute = compute;
        this.clock = clock;
    }

    /** {@code tag} is the port or volume that it is about. */
    public record Event(
            String name,
            ServerId server,
            String status,
            @Nullable String tag) {}

    /** What became of an event. */
    public enum Outcome {
        DONE,
        NO_SERVER,
        NO_TAG,
        NO_HOST
    }

    public Outcome take(Caller caller, Event event) {
        var server = servers.find(event.server()).orElse(null);
        if (server == null) {
            return Outcome.NO_SERVER;
        }
        var host = server.host();
        if (host == null) {
            return Outcome.NO_HOST;
        }
        var tag = event.tag();
        if (tag == null && !event.name().equals("network-changed")) {
            return Outcome.NO_TAG;
        }
        switch (event.name()) {
            case "network-vif-plugged" ->
                wired(server, host, String.valueOf(tag), event.status().equals("completed"));
            case "network-vif-unplugged" -> wired(server, host, String.valueOf(tag), false);
            case "network-vif-deleted" -> devices.remove(server.id(), PortId.parse(String.valueOf(tag)));
            case "network-changed" -> interfaces.refresh(caller, server.id());
            case "volume-extended" -> extended(caller, server, VolumeId.parse(String.valueOf(tag)));
            default -> throw new IllegalArgumentException(event.name());
        }
        return Outcome.DONE;
    }

    private void wired(Server server, HostName host, String port, boolean active) {
        compute.apply(host).vifPlugged(new ComputeRpc.VifPlugged(server.id(), port, active));
    }

    private void extended(Caller caller, Server server, VolumeId volume) {
        var begun = clock.instant();
        Thread.startVirtualThread(() -> {
            try {
                volumes.extended(caller, server, VolumeAttachments.find(server, volume));
                devices.ended(caller, server, "extend_volume", begun, null);
            } catch (Fault failure) {
                devices.ended(caller, server, "extend_volume", begun, failure);
            }
        });
    }
}
