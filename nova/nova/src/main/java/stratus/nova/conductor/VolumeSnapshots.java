package stratus.nova.conductor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.VolumeCopies;
import stratus.nova.domain.Server;
import stratus.nova.rpc.BlockDevice;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;
import tools.jackson.databind.json.JsonMapper;

/** The volumes of a server as snapshots, and the properties of an image from which servers with such volumes boot. */
record VolumeSnapshots(VolumeCopies copies) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A repeat finds the snapshots that are there. */
    Map<String, String> take(Caller caller, Server server, ImageId image, String name) {
        var mapping = new ArrayList<Map<String, @Nullable Object>>();
        var taken = copies.taken(caller, image);
        for (var disk : server.disks()) {
            var volume = disk.volume();
            if (volume == null) {
                mapping.add(entry(disk, null, disk.sizeGib()));
                continue;
            }
            var there = taken.stream().filter(s -> s.volume().equals(volume)).findFirst();
            var copy = there.orElseGet(() -> copies.take(caller, volume, image, "snapshot for " + name));
            mapping.add(entry(disk, copy.id().text(), copy.size()));
        }
        return Map.of(
                "bdm_v2",
                "True",
                "block_device_mapping",
                JSON.writeValueAsString(mapping),
                "root_device_name",
                root(server));
    }

    private static String root(Server server) {
        List<BlockDevice> disks = server.disks();
        return disks.stream()
                .filter(d -> d.bootIndex() == 0)
                .map(BlockDevice::device)
                .findFirst()
                .orElse("/dev/vda");
    }

    private static Map<String, @Nullable Object> entry(
            BlockDevice disk, @Nullable String snapshot, @Nullable Integer size) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("source_type", snapshot == null ? disk.source() : "snapshot");
        all.put("destination_type", disk.destination());
        all.put("snapshot_id", snapshot);
        all.put("volume_id", null);
        all.put("image_id", snapshot == null && disk.source().equals("image") ? disk.uuid() : null);
        all.put("volume_size", size);
        all.put("boot_index", disk.bootIndex() < 0 ? null : disk.bootIndex());
        all.put("device_name", disk.device());
        all.put("device_type", "disk");
        all.put("disk_bus", null);
        all.put("guest_format", disk.guestFormat());
        all.put("delete_on_termination", disk.deleteOnTermination());
        all.put("no_device", null);
        all.put("tag", disk.tag());
        all.put("volume_type", disk.volumeType());
        return all;
    }

    /** Those that were taken for an image. */
    void delete(Caller caller, ImageId image) {
        copies.taken(caller, image).forEach(s -> copies.delete(caller, s.id()));
    }
}
