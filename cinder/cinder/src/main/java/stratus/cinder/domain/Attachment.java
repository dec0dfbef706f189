package stratus.cinder.domain;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;

/**
 * A volume's tie to a server or a host.
 *
 * @param host the attaching host, as its connector names it
 * @param connector what that host said of itself; empty while the attachment only reserves
 * @param connectionInfo how that host reaches the volume; may hold secrets, so it stays out of the change log
 */
@JsonIgnoreProperties({"connector", "connectionInfo"})
public record Attachment(
        AttachmentId id,
        VolumeId volumeId,
        ProjectId projectId,
        @Nullable ServerId instanceId,
        @Nullable String host,
        @Nullable String mountpoint,
        String mode,
        AttachmentStatus status,
        Map<String, Object> connector,
        Map<String, @Nullable Object> connectionInfo,
        @Nullable Instant attachedAt,
        Instant createdAt) {}
