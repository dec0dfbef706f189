package stratus.nova.app;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.BlockDevice;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The disks that an image asks for: those of the server on volumes that it was made of. */
record ImageDisks(ImageCatalog images) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The request with the image's disks, where it has any; those of the same name that it names itself win. */
    ServerRequest of(Caller caller, ServerRequest request) {
        var id = request.image();
        if (id == null) {
            return request;
        }
        ImageCatalog.Image image;
        try {
            image = images.find(caller, id);
        } catch (Fault.NotFound gone) {
            return request; // who looks at the image says so
        }
        var mapping = image.properties().get("block_device_mapping");
        if (mapping == null || !"true".equalsIgnoreCase(image.properties().get("bdm_v2"))) {
            return request;
        }
        var disks = merged(disks(mapping), request.disks());
        boolean onVolume = disks.stream().anyMatch(d -> d.onVolume() && d.bootIndex() == 0);
        return onVolume ? request.booting(disks) : request;
    }

    private static List<BlockDevice> merged(List<BlockDevice> ofImage, List<BlockDevice> asked) {
        var all = new ArrayList<>(ofImage);
        all.removeIf(d -> asked.stream().anyMatch(a -> a.device().equals(d.device()) && a.bootIndex() >= 0));
        for (var disk : asked) {
            boolean taken = all.stream().anyMatch(d -> d.device().equals(disk.device()));
            all.add(taken ? disk.named("/dev/vd" + (char) ('a' + all.size())) : disk);
        }
        return all;
    }

    private static List<BlockDevice> disks(String mapping) {
        try {
            return JSON.readTree(mapping).values().stream()
                    .map(ImageDisks::disk)
                    .toList();
        } catch (JacksonException e) {
            throw new Fault.Invalid("The image's block device mapping cannot be read.");
        }
    }

    private static BlockDevice disk(JsonNode json) {
        var source = json.path("source_type").asString("blank");
        var size = json.path("volume_size");
        var index = json.path("boot_index");
        return new BlockDevice(
                source,
                json.path("destination_type").asString("volume"),
                text(json, source + "_id"),
                size.isInt() ? size.intValue() : null,
                index.isInt() ? index.intValue() : -1,
                json.path("delete_on_termination").asBoolean(false),
                json.path("device_name").asString("/dev/vda"),
                text(json, "guest_format"),
                text(json, "volume_type"),
                text(json, "tag"),
                null,
                null);
    }

    private static @Nullable String text(JsonNode json, String name) {
        var value = json.path(name);
        return value.isString() ? value.stringValue() : null;
    }
}
