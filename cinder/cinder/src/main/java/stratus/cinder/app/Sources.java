package stratus.cinder.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.Images.Image;
import stratus.cinder.domain.NewVolume;
import stratus.cinder.domain.SnapshotStatus;
import stratus.cinder.domain.Viewer;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeStatus;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.Tx;

/** What a volume is made from: nothing, an image, a snapshot or another volume. */
public final class Sources {
    private static final long GIB = 1L << 30;

    private final Stores stores;
    private final Images images;

    public Sources(Stores stores, Images images) {
        this.stores = stores;
        this.images = images;
    }

    /**
     * What the new volume gets from its source.
     *
     * @param host where it has to be, since the source is there
     */
    record Source(
            int size,
            boolean bootable,
            @Nullable String type,
            @Nullable String zone,
            @Nullable String host,
            Map<String, String> imageMetadata) {}

    /** Of another volume, or of a snapshot. */
    Source of(Tx tx, Viewer who, NewVolume wanted) {
        if (wanted.snapshot() != null) {
            return snapshot(tx, who, wanted, wanted.snapshot());
        }
        return volume(tx, who, wanted, Objects.requireNonNull(wanted.source()));
    }

    Source of(Viewer who, NewVolume wanted) {
        if (wanted.image() != null) {
            return image(wanted, show(who, wanted.image()));
        }
        var snapshot = wanted.snapshot();
        if (snapshot != null) {
            return stores.db().read(tx -> snapshot(tx, who, wanted, snapshot));
        }
        var source = wanted.source();
        if (source != null) {
            return stores.db().read(tx -> volume(tx, who, wanted, source));
        }
        if (wanted.size() == null) {
            throw new Fault.Invalid("Invalid input received: Invalid volume size provided for create request: None"
                    + " (size argument must be an integer (or string representation of an integer) and greater than"
                    + " zero).");
        }
        return new Source(wanted.size(), false, null, null, null, Map.of());
    }

    private Image show(Viewer who, ImageId id) {
        try {
            return images.show(who.caller(), id);
        } catch (Fault.NotFound e) {
            throw new Fault.Invalid("Invalid image identifier or unable to access requested image.");
        }
    }

    private static Source image(NewVolume wanted, Image image) {
        int size = wanted.size() == null ? 0 : wanted.size();
        refuseUnfit(image, size);
        return new Source(size, true, null, null, null, remember(image));
    }

    /** The image has to be whole, and its disk has to fit into {@code size} GiB. */
    static void refuseUnfit(Image image, int size) {
        if (!image.status().equals("active")) {
            throw new Fault.Invalid("Invalid input received: Image %s is not active."
                    .formatted(image.id().text()));
        }
        if (size * GIB < image.size()) {
            throw new Fault.Invalid(
                    "Invalid input received: Size of specified image %dGB is larger than volume size %dGB."
                            .formatted((image.size() + GIB - 1) / GIB, size));
        }
        if (size < image.minDisk()) {
            throw new Fault.Invalid(
                    "Invalid input received: Volume size %dGB cannot be smaller than the image minDisk size %dGB."
                            .formatted(size, image.minDisk()));
        }
    }

    static Map<String, String> remember(Image image) {
        var all = new LinkedHashMap<>(image.properties());
        all.put("image_id", image.id().text());
        all.put("image_name", image.name());
        all.put("size", Long.toString(image.size()));
        all.put("min_disk", Integer.toString(image.minDisk()));
        all.put("min_ram", Integer.toString(image.minRam()));
        put(all, "disk_format", image.diskFormat());
        put(all, "container_format", image.containerFormat());
        put(all, "checksum", image.checksum());
        return all;
    }

    private static void put(Map<String, String> all, String name, @Nullable String value) {
        if (value != null) {
            all.put(name, value);
        }
    }

    private Source snapshot(Tx tx, Viewer who, NewVolume wanted, SnapshotId id) {
        var snapshot = stores.snapshots()
                .find(tx, id)
                .filter(s -> who.sees(s.projectId()))
                .orElseThrow(() -> new Fault.NotFound("Snapshot", id.text()));
        if (snapshot.status() != SnapshotStatus.AVAILABLE) {
            throw new Fault.Invalid("Invalid snapshot: Originating snapshot status must be one of 'available' values");
        }
        var origin = stores.volumes()
                .find(tx, snapshot.volumeId())
                .orElseThrow(
                        () -> new Fault.NotFound("Volume", snapshot.volumeId().text()));
        return copy(origin, wanted, snapshot.size(), "snapshot");
    }

    private Source volume(Tx tx, Viewer who, NewVolume wanted, VolumeId id) {
        var origin = stores.volumes()
                .find(tx, id)
                .filter(v -> who.sees(v.projectId()))
                .orElseThrow(() -> new Fault.NotFound("Volume", id.text()));
        if (origin.status() != VolumeStatus.AVAILABLE && origin.status() != VolumeStatus.IN_USE) {
            throw new Fault.Invalid(
                    "Invalid volume: Originating volume status must be one of 'available, in-use' values");
        }
        return copy(origin, wanted, origin.size(), "source volume");
    }

    private static Source copy(Volume origin, NewVolume wanted, int least, String kind) {
        int size = wanted.size() == null ? least : wanted.size();
        if (size < least) {
            throw new Fault.Invalid(
                    ("Invalid input received: Volume size '%dGB' cannot be smaller than original volume size %dGB."
                                    + " They must be >= original volume size.")
                            .formatted(size, least));
        }
        if (wanted.zone() != null && !wanted.zone().equals(origin.availabilityZone())) {
            throw new Fault.Invalid(
                    "Invalid input received: Volume must be in the same availability zone as the %s".formatted(kind));
        }
        return new Source(
                size,
                origin.bootable(),
                origin.volumeTypeId(),
                origin.availabilityZone(),
                origin.host(),
                origin.imageMetadata());
    }
}
