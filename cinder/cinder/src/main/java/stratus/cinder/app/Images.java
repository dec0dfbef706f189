package stratus.cinder.app;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;

/** What is known of images where they are kept. */
public interface Images {
    /**
     * One image.
     *
     * @param size of its file in bytes
     * @param minDisk GiB that a disk made from it needs at least
     * @param properties what else it says of itself, {@code os_type} and its kind
     */
    record Image(
            ImageId id,
            String name,
            String status,
            long size,
            int minDisk,
            int minRam,
            @Nullable String diskFormat,
            @Nullable String containerFormat,
            @Nullable String checksum,
            Map<String, String> properties) {}

    /** @throws stratus.oslo.base.Fault.NotFound where it is not, or not for this caller */
    Image show(Caller caller, ImageId image);

    /** A new image without data, with these fields of Glance. */
    Image create(Caller caller, Map<String, Object> fields);

    /** Nothing is left of an image that could not be filled. */
    void discard(Caller caller, ImageId image);
}
