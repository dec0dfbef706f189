package stratus.nova.app;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.conductor.SnapshotSaga;
import stratus.nova.domain.Rotation;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerAction;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;

/** Makes images of servers: the image is there without data when a method returns, and active a little later. */
public final class ServerSnapshots {
    private final QuotaChecks quota;
    private final ServerTasks tasks;
    private final ServerImages images;
    private final SnapshotFields fields;

    public ServerSnapshots(QuotaChecks quota, ServerTasks tasks, ServerImages images, ImageCatalog catalog) {
        this.quota = quota;
        this.tasks = tasks;
        this.images = images;
        this.fields = new SnapshotFields(catalog);
    }

    /** What is asked for: {@code metadata} are the image's properties. */
    public record Wanted(String name, Map<String, String> metadata) {}

    /** Refused with {@link Fault.OverQuota} where there are too many; a rule of old microversions. */
    public void checkMetadata(Server server, Map<String, String> metadata) {
        quota.imageMetadata(server.projectId(), metadata);
    }

    public ImageId snapshot(Caller caller, Server server, Wanted wanted) {
        var image = fields.of(caller, server, wanted.name(), "snapshot", wanted.metadata());
        return begin(caller, server, ServerAction.CREATE_IMAGE, image, null);
    }

    /** The oldest of the type go beyond {@code rotation}, which may be 0. */
    public ImageId backup(Caller caller, Server server, Wanted wanted, Rotation rotation) {
        if (server.bootsFromVolume()) {
            throw new Fault.Invalid("Backup is not supported for volume-backed instances.");
        }
        var more = new HashMap<>(wanted.metadata());
        more.put("backup_type", rotation.type());
        var image = fields.of(caller, server, wanted.name(), "backup", more);
        return begin(caller, server, ServerAction.CREATE_BACKUP, image, rotation);
    }

    /** The saga is written down first: whatever dies after that, the image is whole in the end, or gone. */
    private ImageId begin(
            Caller caller,
            Server server,
            ServerAction action,
            Map<String, Object> fields,
            @Nullable Rotation rotation) {
        var image = ImageId.random();
        var state = new SnapshotSaga.Snapshot(caller, server.id(), image, fields, rotation);
        var what = new ServerTasks.Begin(caller, action, server.id(), SnapshotSaga.NAME, state);
        var begun = tasks.begin(what);
        try {
            images.create(caller, image, fields);
        } catch (RuntimeException refused) {
            tasks.abandon(what, begun);
            throw refused;
        }
        tasks.launch(begun);
        return image;
    }
}
