package stratus.clients.cinder;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;

/**
 * A volume's tie to a server.
 *
 * @param status {@code reserved}, {@code attaching}, {@code attached}, {@code error_attaching}
 * @param connection how a host reaches the volume; null until a connector was given
 */
public record Attachment(
        AttachmentId id,
        VolumeId volume,
        @Nullable ServerId server,
        String status,
        @Nullable Connection connection) {
    /** {@code data} is the dictionary that os-brick expects of that type of volume. */
    public record Connection(String driverVolumeType, Map<String, Object> data) {}
}
