package stratus.nova;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import stratus.clients.cinder.VolumeClient.Snapshot;
import stratus.nova.app.ServerImages;
import stratus.nova.app.VolumeCopies;
import stratus.nova.compute.Images;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;

/** A Glance in which every image is, and what servers are made into is remembered; and snapshots of volumes. */
public final class StrawImages implements Images, ServerImages, VolumeCopies {
    final Map<ImageId, Map<String, Object>> made = new ConcurrentHashMap<>();
    final Map<ImageId, byte[]> data = new ConcurrentHashMap<>();
    final List<Snapshot> snapshots = new CopyOnWriteArrayList<>();
    private final Map<SnapshotId, ImageId> images = new ConcurrentHashMap<>();
    private final List<ImageId> order = new CopyOnWriteArrayList<>();
    volatile @Nullable RuntimeException refusal;
    private final Deaths deaths;

    public StrawImages() {
        this(new Deaths());
    }

    StrawImages(Deaths deaths) {
        this.deaths = deaths;
    }

    /** Users delete what is theirs. */
    void forget() {
        List.copyOf(order).forEach(this::remove);
        snapshots.clear();
    }

    @Override
    public Image show(Caller caller, ImageId image) {
        return new Image(image, "active", "raw");
    }

    @Override
    public void download(Caller caller, ImageId image, Path to) {
        try {
            Files.write(to, data.getOrDefault(image, new byte[] {1, 2, 3}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void upload(Caller caller, ImageId image, String format, Path from) {
        try {
            if (!made.containsKey(image)) {
                throw new Fault.NotFound("Image", image.text());
            }
            data.put(image, Files.readAllBytes(from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void create(Caller caller, ImageId image, Map<String, Object> fields) {
        var no = refusal;
        if (no != null) {
            throw no;
        }
        deaths.around("create image", () -> {
            if (made.putIfAbsent(image, fields) == null) {
                order.add(image);
            }
        });
    }

    @Override
    public void complete(Caller caller, ImageId image, Map<String, String> properties) {
        deaths.around("complete image", () -> {
            made.computeIfPresent(image, (_, fields) -> {
                var all = new HashMap<>(fields);
                all.putAll(properties);
                return all;
            });
            data.put(image, new byte[0]);
        });
    }

    @Override
    public @Nullable String status(Caller caller, ImageId image) {
        return made.containsKey(image) ? data.containsKey(image) ? "active" : "queued" : null;
    }

    @Override
    public void delete(Caller caller, ImageId image) {
        deaths.around("delete image", () -> remove(image));
    }

    private void remove(ImageId image) {
        made.remove(image);
        data.remove(image);
        order.remove(image);
    }

    @Override
    public List<ImageId> backups(Caller caller, ServerId server, String type) {
        return new ArrayList<>(order)
                .reversed().stream()
                        .filter(i -> type.equals(made.getOrDefault(i, Map.of()).get("backup_type")))
                        .toList();
    }

    @Override
    public String url(ImageId image) {
        return "http://glance/images/" + image.text();
    }

    @Override
    public Snapshot take(Caller caller, VolumeId volume, ImageId image, String name) {
        var snapshot = new Snapshot(SnapshotId.random(), volume, 1, "available");
        deaths.around("take snapshot", () -> {
            images.put(snapshot.id(), image);
            snapshots.add(snapshot);
        });
        return snapshot;
    }

    @Override
    public List<Snapshot> taken(Caller caller, ImageId image) {
        return snapshots.stream().filter(s -> image.equals(images.get(s.id()))).toList();
    }

    @Override
    public void delete(Caller caller, SnapshotId snapshot) {
        deaths.around("delete snapshot", () -> snapshots.removeIf(s -> s.id().equals(snapshot)));
    }
}
