package stratus.nova.app;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.ServerId;

/** What Compute keeps in Glance: the images that are made of servers. */
public interface ServerImages {
    /** Makes an image without data; {@code fields} as Glance has them. A repeat changes nothing. */
    void create(Caller caller, ImageId image, Map<String, Object> fields);

    /** The image that has its data in {@code properties} alone: it is active afterwards. A repeat changes nothing. */
    void complete(Caller caller, ImageId image, Map<String, String> properties);

    /** Null where it is not there, or not the caller's. */
    @Nullable String status(Caller caller, ImageId image);

    /** An absent image is a success; with the service user's own token. */
    void delete(Caller caller, ImageId image);

    /** A server's backups of a type, the latest first; with the service user's own token. */
    List<ImageId> backups(Caller caller, ServerId server, String type);

    /** Where Glance has it. */
    String url(ImageId image);
}
