package stratus.glance.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Bits;
import stratus.glance.domain.Image;
import stratus.glance.domain.Location;
import stratus.oslo.base.Fault;

/** An image while it is being changed. */
public final class Edit {
    public final String id;
    public @Nullable String name;
    public String status;
    public String visibility;
    public @Nullable String owner;
    public @Nullable String diskFormat;
    public @Nullable String containerFormat;
    public @Nullable Long size;
    public @Nullable Long virtualSize;
    public @Nullable String checksum;
    public @Nullable String osHashAlgo;
    public @Nullable String osHashValue;
    public long minDisk;
    public long minRam;
    public boolean undeletable;
    public boolean hidden;
    public Map<String, String> properties;
    public List<String> tags;
    public List<Location> locations;
    public final Instant createdAt;
    public Instant updatedAt;

    public Edit(Image image) {
        this.id = image.id();
        this.name = image.name();
        this.status = image.status();
        this.visibility = image.visibility();
        this.owner = image.owner();
        this.diskFormat = image.diskFormat();
        this.containerFormat = image.containerFormat();
        this.size = image.size();
        this.virtualSize = image.virtualSize();
        this.checksum = image.checksum();
        this.osHashAlgo = image.osHashAlgo();
        this.osHashValue = image.osHashValue();
        this.minDisk = image.minDisk();
        this.minRam = image.minRam();
        this.undeletable = image.undeletable();
        this.hidden = image.hidden();
        this.properties = new LinkedHashMap<>(image.properties());
        this.tags = new ArrayList<>(image.tags());
        this.locations = new ArrayList<>(image.locations());
        this.createdAt = image.createdAt();
        this.updatedAt = image.updatedAt();
    }

    /** A new image, as upstream begins one. */
    public static Edit queued(String id, @Nullable String owner, Instant now) {
        return new Edit(new Image(
                id, null, "queued", "shared", owner, null, null, null, null, null, null, null, 0, 0, false, false,
                Map.of(), List.of(), List.of(), now, now));
    }

    /** What its bits turned out to be; those of a container say nothing of the disk in it. */
    public void found(Bits bits) {
        size = bits.size();
        virtualSize = bits.virtualSize() == null ? virtualSize : bits.virtualSize();
        checksum = bits.md5();
        osHashAlgo = Bits.ALGORITHM;
        osHashValue = bits.sha512();
    }

    /** Nothing is known of its bits any more. */
    public void forget() {
        size = null;
        virtualSize = null;
        checksum = null;
        osHashAlgo = null;
        osHashValue = null;
        locations = new ArrayList<>();
    }

    public Image image() {
        return new Image(
                id,
                name,
                status,
                visibility,
                owner,
                diskFormat,
                containerFormat,
                size,
                virtualSize,
                checksum,
                osHashAlgo,
                osHashValue,
                minDisk,
                minRam,
                undeletable,
                hidden,
                Map.copyOf(properties),
                List.copyOf(tags),
                List.copyOf(locations),
                createdAt,
                updatedAt);
    }

    /** An image has to say what it is before it has bits. */
    public static void requireFormats(@Nullable String disk, @Nullable String container) {
        var missing = new ArrayList<String>();
        if (disk == null) {
            missing.add("disk_format");
        }
        if (container == null) {
            missing.add("container_format");
        }
        if (!missing.isEmpty()) {
            throw new Fault.Invalid("%s %s must be set prior to saving data."
                    .formatted(missing.size() == 1 ? "Property" : "Properties", String.join(", ", missing)));
        }
    }
}
