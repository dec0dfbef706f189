package stratus.cinder.api;

import java.util.List;
import stratus.cinder.domain.Attachment;
import stratus.cinder.domain.AttachmentStatus;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;

/** Who may end an attachment that a server uses: a service, and not a user behind Nova's back. */
final class Deletion {
    private Deletion() {}

    /**
     * A volume that is taken from a running guest can be given to another while the first still writes to it. An
     * administrator may: something has to be possible when the server is gone and the attachment is not.
     */
    static void refuseUsers(Request r, List<Attachment> attachments) {
        for (var attachment : attachments) {
            refuseUsers(r, attachment);
        }
    }

    static void refuseUsers(Request r, Attachment attachment) {
        var caller = r.caller();
        boolean service =
                caller.serviceRoles().contains("service") || caller.roles().contains("service");
        var server = attachment.instanceId();
        if (service || Ask.viewer(r).admin() || server == null || unused(attachment)) {
            return;
        }
        throw new Fault.Conflict("Detach volume from instance %s using the Compute API".formatted(server.text()));
    }

    /** Without connection info no host can have it. */
    private static boolean unused(Attachment attachment) {
        return attachment.status() != AttachmentStatus.ATTACHED
                || attachment.connectionInfo().isEmpty();
    }
}
