package stratus.nova.domain;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ImageId;

/**
 * What a server boots from.
 *
 * @param id null for a server that boots from a volume
 * @param properties {@code hw_*}, {@code os_*} and such, of the image or of the volume that was made from one
 */
public record BootImage(
        @JsonProperty("image") @Nullable ImageId id,
        @JsonProperty("imageProperties") Map<String, String> properties) {}
