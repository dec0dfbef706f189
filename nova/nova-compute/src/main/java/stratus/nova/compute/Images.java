package stratus.nova.compute;

import java.nio.file.Path;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;

/** What a host asks Glance. */
public interface Images {
    Image show(Caller caller, ImageId image);

    /** Writes the image's bytes to a new file; those that do not have Glance's hash are a {@code Conflict}. */
    void download(Caller caller, ImageId image, Path to);

    /** Gives a new image its data and its format; one that has them already is a success. */
    void upload(Caller caller, ImageId image, String format, Path from);

    record Image(ImageId id, String status, String diskFormat) {}
}
