package stratus.nova.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.ServerImages;
import stratus.nova.app.ServerSnapshots;
import stratus.nova.app.ServerSnapshots.Wanted;
import stratus.nova.domain.Rotation;
import stratus.nova.domain.Server;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import tools.jackson.databind.JsonNode;

/** The actions that make images of servers: {@code createImage} and {@code createBackup}. */
public final class CreateImageApi {
    private final ServerSnapshots snapshots;
    private final ServerImages images;

    public CreateImageApi(ServerSnapshots snapshots, ServerImages images) {
        this.snapshots = snapshots;
        this.images = images;
    }

    public Map<String, ServerActionsApi.Action> actions() {
        return Map.of("createImage", (r, s, _) -> image(r, s), "createBackup", (r, s, _) -> backup(r, s));
    }

    record ImageBody(@JsonProperty("createImage") Image image) {}

    record Image(String name, @Nullable Map<String, String> metadata) {
        Wanted wanted() {
            return CreateImageApi.wanted(name, metadata);
        }
    }

    record BackupBody(@JsonProperty("createBackup") Backup backup) {}

    record Backup(
            String name,
            @JsonProperty("backup_type") String backupType,
            JsonNode rotation,
            @Nullable Map<String, String> metadata) {
        Wanted wanted() {
            return CreateImageApi.wanted(name, metadata);
        }
    }

    private static Wanted wanted(String name, @Nullable Map<String, String> metadata) {
        Values.name("name", name);
        var all = metadata == null ? Map.<String, String>of() : metadata;
        all.forEach((key, value) -> Values.item("metadata", key, value));
        return new Wanted(name, new HashMap<>(all));
    }

    private Response image(Request request, Server server) {
        ServerActionsApi.require(request, server, "servers:create_image");
        var wanted = request.body(ImageBody.class).image().wanted();
        checkMetadata(request, server, wanted);
        if (server.bootsFromVolume()) {
            ServerActionsApi.require(request, server, "servers:create_image:allow_volume_backed");
        }
        return answer(request, snapshots.snapshot(request.caller(), server, wanted));
    }

    private Response backup(Request request, Server server) {
        ServerActionsApi.require(request, server, "os-create-backup");
        var body = request.body(BackupBody.class).backup();
        var wanted = body.wanted();
        int rotation = Values.integer("rotation", body.rotation(), 0);
        Values.name("backup_type", body.backupType());
        checkMetadata(request, server, wanted);
        var image = snapshots.backup(request.caller(), server, wanted, new Rotation(body.backupType(), rotation));
        return rotation == 0 && !request.version().atLeast(45) ? Response.accepted() : answer(request, image);
    }

    private void checkMetadata(Request request, Server server, Wanted wanted) {
        if (!request.version().atLeast(39)) {
            snapshots.checkMetadata(server, wanted.metadata());
        }
    }

    private Response answer(Request request, ImageId image) {
        return request.version().atLeast(45)
                ? Response.accepted(Map.of("image_id", image.text()))
                : Response.accepted().with("Location", images.url(image));
    }
}
