package stratus.nova.compute;

import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;

/** What a host asks Glance. */
public interface Images {
    Image show(Caller caller, ImageId image);

    /** Writes the image's bytes. */
    void download(Caller caller, ImageId image, OutputStream into);

    /** {@code sha512} is null for an image that has no hash of that kind. */
    record Image(
            ImageId id,
            String status,
            String diskFormat,
            long size,
            @Nullable String sha512) {}
}
