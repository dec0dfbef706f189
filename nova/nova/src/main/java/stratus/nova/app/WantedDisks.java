package stratus.nova.app;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.BlockDevice;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;

/** Whether the disks that a request wants can be: all that they are of is there, and one of them can be booted from. */
record WantedDisks(ImageCatalog images, BlockStorage storage) {
    private static final Set<String> SOURCES = Set.of("image", "volume", "snapshot", "blank");

    /** The properties of the image that it boots from, if it boots from a volume. */
    Map<String, String> check(Caller caller, ServerRequest request) {
        Map<String, String> properties = Map.of();
        for (var disk : request.disks()) {
            var found = check(caller, disk);
            if (disk.bootIndex() == 0) {
                properties = found;
            }
        }
        sequence(request);
        return properties;
    }

    /** Empty local disks are part of what the flavor gives. */
    static void ephemeral(ServerRequest request, int flavorGib, int swapMib) {
        int asked = 0;
        for (var disk : request.disks()) {
            var size = disk.sizeGib();
            if (!disk.source().equals("blank") || disk.onVolume() || size == null) {
                continue;
            }
            boolean swap = "swap".equals(disk.guestFormat());
            if (swap && size > swapMib) {
                throw new Fault.Invalid("Swap drive requested is larger than instance type allows.");
            }
            asked += swap ? 0 : size;
        }
        if (asked > flavorGib) {
            throw new Fault.Invalid("Ephemeral disks requested are larger than the instance type allows. If no size is"
                    + " given in one block device mapping, flavor ephemeral size will be used.");
        }
    }

    private static void sequence(ServerRequest request) {
        var order = request.disks().stream()
                .map(BlockDevice::bootIndex)
                .filter(index -> index >= 0)
                .sorted()
                .toList();
        int first = request.image() != null && !order.contains(0) ? 1 : 0;
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i) != i + first) {
                throw invalid(
                        "Boot sequence for the instance and image/block device mapping combination is not valid.");
            }
        }
    }

    private Map<String, String> check(Caller caller, BlockDevice disk) {
        if (!SOURCES.contains(disk.source())) {
            throw invalid("source_type %s is not valid.".formatted(disk.source()));
        }
        return switch (disk.source()) {
            case "volume" -> volume(caller, disk);
            case "snapshot" -> snapshot(caller, disk);
            case "image" -> image(caller, disk);
            default -> blank(disk);
        };
    }

    private Map<String, String> volume(Caller caller, BlockDevice disk) {
        var id = String.valueOf(disk.uuid());
        var volume = there("volume", id, () -> storage.volume(caller, VolumeId.parse(id)));
        boolean shared = volume.multiattach() && volume.status().equals("in-use");
        if (!volume.status().equals("available") && !shared) {
            throw new Fault.Invalid(
                    "Invalid volume: Volume %s status must be available to reserve, but the current status is %s."
                            .formatted(id, volume.status()));
        }
        if (disk.bootIndex() == 0 && !volume.bootable()) {
            throw new Fault.Invalid("Block Device %s is not bootable.".formatted(id));
        }
        return volume.imageMetadata();
    }

    private Map<String, String> snapshot(Caller caller, BlockDevice disk) {
        var id = String.valueOf(disk.uuid());
        var of = there("snapshot", id, () -> storage.snapshotOf(caller, SnapshotId.parse(id)));
        return disk.bootIndex() == 0 ? storage.volume(caller, of).imageMetadata() : Map.of();
    }

    private Map<String, String> image(Caller caller, BlockDevice disk) {
        var id = String.valueOf(disk.uuid());
        var image = there("image", id, () -> images.find(caller, ImageId.parse(id)));
        if (disk.onVolume() && none(disk.sizeGib())) {
            throw invalid("Images with destination_type 'volume' need to have a non-zero size specified.");
        }
        return image.properties();
    }

    private static Map<String, String> blank(BlockDevice disk) {
        if (disk.onVolume() && none(disk.sizeGib())) {
            throw invalid("Blank volumes (source: 'blank', dest: 'volume') need to have non-zero size.");
        }
        return Map.of();
    }

    private static boolean none(@Nullable Integer size) {
        return size == null || size == 0;
    }

    /** Cinder's or Glance's word that there is no such thing, in Nova's. */
    private static <T> T there(String kind, String id, Supplier<T> look) {
        try {
            return look.get();
        } catch (Fault.NotFound gone) {
            throw invalid("failed to get %s %s.".formatted(kind, id));
        }
    }

    private static Fault.Invalid invalid(String why) {
        return new Fault.Invalid("Block Device Mapping is Invalid: " + why);
    }
}
