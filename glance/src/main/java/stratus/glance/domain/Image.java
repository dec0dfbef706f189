package stratus.glance.domain;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image as the registry knows it; its bytes are in stores.
 *
 * @param status one of the Image API's: {@code queued}, {@code saving}, {@code uploading}, {@code importing},
 *     {@code active} or {@code deactivated}
 * @param metadata what its owner says of it
 * @param data what is known of its bytes
 */
public record Image(
        String id, String status, ImageMetadata metadata, ImageData data, Instant createdAt, Instant updatedAt) {

    /** A new image without data, with the defaults of the Image API. */
    public static Image queued(String id, @Nullable String owner, Instant now) {
        return new Image(id, "queued", ImageMetadata.of(owner), ImageData.NONE, now, now);
    }

    public boolean is(String status) {
        return this.status.equals(status);
    }

    public @Nullable String owner() {
        return metadata.access().owner();
    }

    public String visibility() {
        return metadata.access().visibility();
    }

    public @Nullable String diskFormat() {
        return metadata.formats().diskFormat();
    }

    public @Nullable String containerFormat() {
        return metadata.formats().containerFormat();
    }

    public Map<String, String> properties() {
        return metadata.properties();
    }

    public List<String> tags() {
        return metadata.tags();
    }

    /** In bytes; null while it is not known. */
    public @Nullable Long size() {
        return data.size();
    }

    /** Where its bytes are; empty until there are any. */
    public List<Location> locations() {
        return data.locations();
    }

    public Image withStatus(String status) {
        return new Image(id, status, metadata, data, createdAt, updatedAt);
    }

    public Image with(ImageMetadata metadata) {
        return new Image(id, status, metadata, data, createdAt, updatedAt);
    }

    public Image with(ImageData data) {
        return new Image(id, status, metadata, data, createdAt, updatedAt);
    }

    public Image withUpdatedAt(Instant updatedAt) {
        return new Image(id, status, metadata, data, createdAt, updatedAt);
    }

    public Image withLocations(List<Location> locations) {
        return with(data.withLocations(locations));
    }

    /** With one more property, or another value of one that it has. */
    public Image withProperty(String name, String value) {
        var all = new HashMap<>(properties());
        all.put(name, value);
        return with(metadata.withProperties(all));
    }

    public Image withoutProperty(String name) {
        var all = new HashMap<>(properties());
        all.remove(name);
        return with(metadata.withProperties(all));
    }

    /** Waiting for data again: nothing is known of what there was. */
    public Image requeued() {
        return with(ImageData.NONE).withStatus("queued");
    }
}
