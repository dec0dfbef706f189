package stratus.nova.app;

import java.util.List;
import java.util.Map;
import stratus.clients.cinder.Attachment;
import stratus.clients.cinder.Volume;
import stratus.nova.conductor.Cleanup;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;

/** What Compute asks Cinder: about volumes, their ties to servers that live, and what builds leave there. */
public interface BlockStorage extends Cleanup.ServerVolumes {
    Volume volume(Caller caller, VolumeId id);

    /** The volume that a snapshot is of. */
    VolumeId snapshotOf(Caller caller, SnapshotId id);

    /** Keeps the volume for the server; refuses one that is not free. */
    Attachment reserve(Caller caller, VolumeId volume, ServerId server);

    /**
     * Keeps the volume for the server that has it, by a tie to no host; a repeat finds that tie. With the service user's
     * own token: its owner's may be over by now.
     */
    Attachment reserveAgain(Caller self, VolumeId volume, ServerId server);

    /** All ties of the server; with the service user's own token. */
    List<Attachment> ties(Caller self, ServerId server);

    /** Makes a reserved volume reachable from the connector's host; a repeat finds it so. */
    Attachment connect(Caller caller, AttachmentId id, Map<String, Object> connector);

    Attachment attachment(Caller caller, AttachmentId id);

    /** The guest has it. */
    void complete(Caller caller, AttachmentId id);

    /** Ends the tie; an absent one is a success. */
    void detach(Caller caller, AttachmentId id);
}
