package stratus.clients.cinder;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import stratus.clients.cinder.VolumeClient.Snapshot;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.http.RestClient;
import tools.jackson.databind.JsonNode;

/** Cinder's snapshots by REST, as Compute takes them for images. */
public final class SnapshotClient {
    private static final String IMAGE = "stratus_image";

    private final Function<Caller, RestClient> user;
    private final Function<Caller, RestClient> service;

    /** As {@link VolumeClient} has them. */
    public SnapshotClient(Function<Caller, RestClient> user, Function<Caller, RestClient> service) {
        this.user = user.andThen(SnapshotClient::newest);
        this.service = service.andThen(SnapshotClient::newest);
    }

    private static RestClient newest(RestClient client) {
        return client.header("OpenStack-API-Version", "volume 3.71");
    }

    /** Of a volume that may be in use. */
    public Snapshot create(Caller caller, VolumeId volume, ImageId image, String name) {
        var fields = Map.of("volume_id", volume.text(), "name", name, "metadata", Map.of(IMAGE, image.text()));
        return read(user.apply(caller)
                .post("/v3/snapshots", Map.of("snapshot", fields))
                .path("snapshot"));
    }

    /** Those that were taken for an image, whoever's they are. */
    public List<Snapshot> of(Caller caller, ImageId image) {
        var filter = URLEncoder.encode("{\"%s\":\"%s\"}".formatted(IMAGE, image.text()), StandardCharsets.UTF_8);
        var answer = service.apply(caller).get("/v3/snapshots/detail?all_tenants=1&metadata=" + filter);
        return answer.path("snapshots").values().stream()
                .map(SnapshotClient::read)
                .toList();
    }

    /** An absent one is a success. */
    public void delete(Caller caller, SnapshotId id) {
        service.apply(caller).delete("/v3/snapshots/" + id.text());
    }

    private static Snapshot read(JsonNode json) {
        return new Snapshot(
                SnapshotId.parse(json.path("id").asString()),
                VolumeId.parse(json.path("volume_id").asString()),
                json.path("size").intValue(),
                json.path("status").asString());
    }
}
