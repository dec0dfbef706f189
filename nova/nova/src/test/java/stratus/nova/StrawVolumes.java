package stratus.nova;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import stratus.clients.cinder.Attachment;
import stratus.clients.cinder.Volume;
import stratus.nova.app.BlockStorage;
import stratus.nova.domain.Server;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;

/** A Cinder that has every volume, and remembers attachments; builds leave nothing in it. */
public final class StrawVolumes implements BlockStorage {
    final Map<AttachmentId, Attachment> attachments = new ConcurrentHashMap<>();
    private final Deaths deaths;

    public StrawVolumes() {
        this(new Deaths());
    }

    StrawVolumes(Deaths deaths) {
        this.deaths = deaths;
    }

    @Override
    public Volume volume(Caller caller, VolumeId id) {
        return new Volume(id, "v", "available", 1, "nova", false, false, "p", Map.of(), Map.of(), List.of());
    }

    @Override
    public VolumeId snapshotOf(Caller caller, SnapshotId id) {
        throw new Fault.NotFound("Snapshot", id.text());
    }

    @Override
    public Attachment reserve(Caller caller, VolumeId volume, ServerId server) {
        var id = new AttachmentId(UUID.randomUUID());
        var tie = new Attachment(id, volume, server, "reserved", null);
        deaths.around("reserve volume", () -> put(tie));
        return tie;
    }

    @Override
    public Attachment reserveAgain(Caller self, VolumeId volume, ServerId server) {
        if (!self.has("service")) {
            throw new Fault.Unauthorized("The token of the server's owner is over.");
        }
        return ties(self, server).stream()
                .filter(tie -> tie.volume().equals(volume) && tie.status().equals("reserved"))
                .findFirst()
                .orElseGet(() -> reserve(self, volume, server));
    }

    @Override
    public List<Attachment> ties(Caller self, ServerId server) {
        return attachments.values().stream()
                .filter(tie -> server.equals(tie.server()))
                .toList();
    }

    @Override
    public Attachment connect(Caller caller, AttachmentId id, Map<String, Object> connector) {
        var connection = new Attachment.Connection("local", Map.of("device_path", "/dev/null"));
        var a = attachment(caller, id);
        return put(new Attachment(id, a.volume(), a.server(), "attaching", connection));
    }

    @Override
    public Attachment attachment(Caller caller, AttachmentId id) {
        var found = attachments.get(id);
        if (found == null) {
            throw new Fault.NotFound("Attachment", id.text());
        }
        return found;
    }

    @Override
    public void complete(Caller caller, AttachmentId id) {
        var a = attachment(caller, id);
        put(new Attachment(id, a.volume(), a.server(), "attached", a.connection()));
    }

    @Override
    public void detach(Caller caller, AttachmentId id) {
        deaths.around("detach volume", () -> attachments.remove(id));
    }

    @Override
    public void reserve(Caller caller, Server server) {}

    @Override
    public void unreserve(Caller self, ServerId server) {}

    @Override
    public void release(Caller self, ServerId server, int attempt) {}

    @Override
    public void releaseAll(Caller self, Server server) {
        deaths.around("release volumes", () -> ties(self, server.id()).forEach(tie -> attachments.remove(tie.id())));
    }

    private Attachment put(Attachment attachment) {
        attachments.put(attachment.id(), attachment);
        return attachment;
    }
}
