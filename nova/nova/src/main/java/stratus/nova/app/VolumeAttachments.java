package stratus.nova.app;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.nova.conductor.AttachVolumeSaga;
import stratus.nova.conductor.DetachVolumeSaga;
import stratus.nova.domain.Server;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;
import stratus.oslo.saga.Sagas;

/** Gives volumes to servers that live, and takes them away. */
public final class VolumeAttachments {
    private static final Set<VmState> ATTACHABLE = EnumSet.of(VmState.ACTIVE, VmState.PAUSED, VmState.STOPPED);
    private static final Set<VmState> DETACHABLE =
            EnumSet.of(VmState.ACTIVE, VmState.PAUSED, VmState.SUSPENDED, VmState.STOPPED);

    private final Db db;
    private final ServerStore servers;
    private final ServerActions actions;
    private final BlockStorage volumes;
    private final Sagas sagas;
    private final InstantSource clock;

    public VolumeAttachments(
            Db db, ServerStore servers, ServerActions actions, BlockStorage volumes, Sagas sagas, InstantSource clock) {
        this.db = db;
        this.servers = servers;
        this.actions = actions;
        this.volumes = volumes;
        this.sagas = sagas;
        this.clock = clock;
    }

    /** What is asked for. {@code device} is a wish. */
    public record Wanted(
            VolumeId volume,
            @Nullable String device,
            @Nullable String tag,
            boolean deleteOnTermination,
            boolean multiattach) {}

    public static List<BlockDevice> of(Server server) {
        return server.disks().stream().filter(d -> d.volume() != null).toList();
    }

    public static BlockDevice find(Server server, VolumeId volume) {
        return of(server).stream()
                .filter(d -> volume.equals(d.volume()))
                .findFirst()
                .orElseThrow(() -> new Fault.NotFound("Instance %s is not attached to volume %s"
                        .formatted(server.id().text(), volume.text())));
    }

    /** An id of its own for a server's device; the same each time. */
    public static UUID id(Server server, BlockDevice device) {
        var volume = device.volume() == null ? device.device() : device.volume().text();
        return UUID.nameUUIDFromBytes((server.id().text() + volume).getBytes(StandardCharsets.UTF_8));
    }

    /** The volume is kept for the server when this returns; the guest has it a little later. */
    public BlockDevice attach(Caller caller, Server server, Wanted wanted) {
        allowed(caller, server, "attach_volume", ATTACHABLE);
        if (of(server).stream().anyMatch(d -> wanted.volume().equals(d.volume()))) {
            throw new Fault.Invalid("Invalid volume: volume %s already attached"
                    .formatted(wanted.volume().text()));
        }
        var volume = volumes.volume(caller, wanted.volume());
        if (volume.multiattach() && !wanted.multiattach()) {
            throw new Fault.Invalid("Multiattach volumes are only supported starting with compute API version 2.60.");
        }
        DeviceNames.next(server, wanted.device());
        var tie = volumes.reserve(caller, wanted.volume(), server.id());
        try {
            return begin(caller, server, wanted, tie.id());
        } catch (RuntimeException failure) {
            volumes.detach(caller, tie.id());
            throw failure;
        }
    }

    private BlockDevice begin(Caller caller, Server server, Wanted wanted, AttachmentId tie) {
        var now = clock.instant();
        var state = new AttachVolumeSaga.Attach(caller, server.id(), tie);
        record Begun(BlockDevice device, Sagas.Begun saga) {}
        var begun = db.write(tx -> {
            var seen = locked(tx, server);
            var device = device(wanted, tie, DeviceNames.next(seen, wanted.device()));
            servers.devices(tx, seen.id(), seen.ports(), Lists.with(seen.disks(), device));
            actions.begin(tx, caller, seen, "attach_volume", now);
            return new Begun(
                    device, sagas.begin(tx, AttachVolumeSaga.NAME, server.id().text(), state, now, null));
        });
        sagas.launch(begun.saga());
        return begun.device();
    }

    private static BlockDevice device(Wanted wanted, AttachmentId tie, String name) {
        return new BlockDevice(
                "volume",
                "volume",
                wanted.volume().text(),
                null,
                -1,
                wanted.deleteOnTermination(),
                "/dev/" + name,
                null,
                null,
                wanted.tag(),
                wanted.volume(),
                tie);
    }

    private Server locked(Tx tx, Server server) {
        db.lock(tx, server.id().text(), "devices");
        return servers.get(tx, server.id());
    }

    /** The guest lets go of it a little later, and then it is free. */
    public void detach(Caller caller, Server server, VolumeId volume) {
        allowed(caller, server, "detach_volume", DETACHABLE);
        var device = find(server, volume);
        if (device.bootIndex() == 0) {
            throw new Fault.Forbidden("Cannot detach a root device volume", null);
        }
        var now = clock.instant();
        var state = new DetachVolumeSaga.Detach(caller, server.id(), volume);
        sagas.launch(db.write(tx -> {
            actions.begin(tx, caller, server, "detach_volume", now);
            return sagas.begin(tx, DetachVolumeSaga.NAME, server.id().text(), state, now, null);
        }));
    }

    /** Whether the volume shall be deleted with the server. */
    public void deleteOnTermination(Server server, VolumeId volume, boolean delete) {
        find(server, volume);
        db.run(tx -> {
            var seen = locked(tx, server);
            var changed = seen.disks().stream()
                    .map(d -> volume.equals(d.volume()) ? d.deletedWithServer(delete) : d)
                    .toList();
            servers.devices(tx, seen.id(), seen.ports(), changed);
        });
    }

    private static void allowed(Caller caller, Server server, String what, Set<VmState> states) {
        ServerActions.unlocked(caller, server);
        ServerActions.idle(server, what, states);
    }
}
