package stratus.cinder.domain;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.VolumeId;

/**
 * A volume on offer: who knows the key may take it.
 *
 * @param keyHash of the key, which only its giver was told; stays out of the change log with its salt
 * @param noSnapshots whether the volume's snapshots stay with the giver
 */
@JsonIgnoreProperties({"salt", "keyHash"})
public record Transfer(
        String id,
        VolumeId volumeId,
        ProjectId sourceProjectId,
        @Nullable String name,
        String salt,
        String keyHash,
        boolean noSnapshots,
        Instant createdAt) {}
