package stratus.clients.cinder;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.http.RestClient;
import tools.jackson.databind.JsonNode;

/** Cinder by REST: on the caller's behalf, and as ourselves where the caller may be gone. */
public final class VolumeClient {
    private static final String SERVER = "stratus_server";
    private static final String ATTEMPT = "stratus_attempt";
    private static final String DEVICE = "stratus_device";
    private static final Set<String> ON_THE_WAY = Set.of("creating", "downloading");
    private static final Set<String> GOING = Set.of("deleting", "error_deleting");
    private static final Duration SETTLES = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Function<Caller, RestClient> user;
    private final Function<Caller, RestClient> service;

    /** Each gives a client of Cinder's base, without {@code /v3}; {@code service} has an administrator's own token. */
    public VolumeClient(Function<Caller, RestClient> user, Function<Caller, RestClient> service) {
        this.user = user.andThen(VolumeClient::newest);
        this.service = service.andThen(VolumeClient::newest);
    }

    private static RestClient newest(RestClient client) {
        return client.header("OpenStack-API-Version", "volume 3.71");
    }

    public Volume show(Caller caller, VolumeId id) {
        return Read.volume(user.apply(caller).get("/v3/volumes/" + id.text()).path("volume"));
    }

    /** Size in GiB of a snapshot and the volume it is of. */
    public record Snapshot(SnapshotId id, VolumeId volume, int size, String status) {}

    public Snapshot snapshot(Caller caller, SnapshotId id) {
        var json = user.apply(caller).get("/v3/snapshots/" + id.text()).path("snapshot");
        return new Snapshot(
                id,
                VolumeId.parse(json.path("volume_id").stringValue()),
                json.path("size").intValue(),
                json.path("status").stringValue());
    }

    /** A repeat for the same server, attempt and device finds the volume that is there, unless that is being deleted. */
    public Volume create(Caller caller, NewVolume wanted) {
        var there = tagged(user.apply(caller), "", tag(wanted)).stream()
                .filter(volume -> !GOING.contains(volume.status()))
                .findFirst();
        return there.orElseGet(() -> Read.volume(user.apply(caller)
                .post("/v3/volumes", Map.of("volume", fields(wanted)))
                .path("volume")));
    }

    private static Map<String, String> tag(NewVolume wanted) {
        return Map.of(
                SERVER, wanted.server().text(),
                ATTEMPT, Integer.toString(wanted.attempt()),
                DEVICE, Integer.toString(wanted.device()));
    }

    private static Map<String, Object> fields(NewVolume wanted) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", wanted.name());
        fields.put("metadata", tag(wanted));
        put(fields, "size", wanted.size());
        put(fields, "volume_type", wanted.type());
        put(fields, "availability_zone", wanted.zone());
        put(fields, "imageRef", wanted.image() == null ? null : wanted.image().text());
        put(
                fields,
                "snapshot_id",
                wanted.snapshot() == null ? null : wanted.snapshot().text());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /** Waits while the volume is being made; one that ends otherwise than available is a {@link Fault.Conflict}. */
    public Volume awaitAvailable(Caller caller, VolumeId id, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        var volume = show(caller, id);
        while (ON_THE_WAY.contains(volume.status()) && System.nanoTime() < until) {
            pause();
            volume = show(caller, id);
        }
        if (!volume.status().equals("available")) {
            throw new Fault.Conflict("Volume %s did not become available in %d seconds: its status is %s."
                    .formatted(id.text(), patience.toSeconds(), volume.status()));
        }
        return volume;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault.Unavailable("volumev3", e);
        }
    }

    /** Reserves the volume for a server, before any host is known; a repeat finds the reservation that is there. */
    public Attachment reserve(Caller caller, VolumeId volume, ServerId server) {
        return reserve(user.apply(caller), "", volume, server);
    }

    /** The same as ourselves, whoever's the volume is: for a server that has it, and is to leave its host. */
    public Attachment reserveAgain(Caller caller, VolumeId volume, ServerId server) {
        return reserve(service.apply(caller), "all_tenants=1&", volume, server);
    }

    private static Attachment reserve(RestClient as, String scope, VolumeId volume, ServerId server) {
        var query = "?%sstatus=reserved&volume_id=%s&instance_id=%s".formatted(scope, volume.text(), server.text());
        var there = as.get("/v3/attachments/detail" + query).path("attachments");
        if (!there.isEmpty()) {
            return Read.attachment(there.get(0));
        }
        var fields = Map.of("volume_uuid", volume.text(), "instance_uuid", server.text());
        return Read.attachment(
                as.post("/v3/attachments", Map.of("attachment", fields)).path("attachment"));
    }

    /** Makes a reserved volume reachable for the connector's host: {@code host}, {@code ip}, {@code initiator}. */
    public Attachment connect(Caller caller, AttachmentId id, Map<String, Object> connector) {
        return Read.attachment(user.apply(caller)
                .put("/v3/attachments/" + id.text(), Map.of("attachment", Map.of("connector", connector)))
                .path("attachment"));
    }

    /** The host has it: the volume is in use. */
    public void complete(Caller caller, AttachmentId id) {
        user.apply(caller).post("/v3/attachments/" + id.text() + "/action", Map.of("os-complete", Map.of()));
    }

    public Attachment attachment(Caller caller, AttachmentId id) {
        return Read.attachment(
                user.apply(caller).get("/v3/attachments/" + id.text()).path("attachment"));
    }

    /** Ends the tie; an absent one is a success. As ourselves, since the server's owner may be gone. */
    public void detach(Caller caller, AttachmentId id) {
        service.apply(caller).delete("/v3/attachments/" + id.text());
    }

    /** All ties of a server, whoever's volumes they are of. */
    public List<Attachment> attachments(Caller caller, ServerId server) {
        var answer = service.apply(caller).get("/v3/attachments/detail?all_tenants=1&instance_id=" + server.text());
        return answer.path("attachments").values().stream()
                .map(Read::attachment)
                .toList();
    }

    /** Those of a server's volumes that an attempt of its build made. */
    public List<Volume> made(Caller caller, ServerId server, int attempt) {
        var tag = Map.of(SERVER, server.text(), ATTEMPT, Integer.toString(attempt));
        return tagged(service.apply(caller), "all_tenants=1&", tag);
    }

    /** Those that any attempt made. */
    public List<Volume> made(Caller caller, ServerId server) {
        return tagged(service.apply(caller), "all_tenants=1&", Map.of(SERVER, server.text()));
    }

    /** The same for one that may still be being made: it cannot be deleted before that has an end. */
    public void deleteSettled(Caller caller, Volume volume) {
        long until = System.nanoTime() + SETTLES.toNanos();
        var status = volume.status();
        while (ON_THE_WAY.contains(status) && System.nanoTime() < until) {
            pause();
            status = service.apply(caller)
                    .exchange("GET", "/v3/volumes/" + volume.id().text(), null)
                    .body()
                    .at("/volume/status")
                    .asString("");
        }
        if (!status.equals("deleting")) {
            delete(caller, volume.id());
        }
    }

    /** An absent volume is a success. */
    public void delete(Caller caller, VolumeId id) {
        service.apply(caller).delete("/v3/volumes/" + id.text());
    }

    private static List<Volume> tagged(RestClient rest, String query, Map<String, String> tag) {
        var text = new StringBuilder();
        tag.forEach((k, v) -> text.append(text.isEmpty() ? "{" : ",").append("\"%s\":\"%s\"".formatted(k, v)));
        var filter = URLEncoder.encode(text.append("}").toString(), StandardCharsets.UTF_8);
        JsonNode answer = rest.get("/v3/volumes/detail?" + query + "metadata=" + filter);
        return answer.path("volumes").values().stream().map(Read::volume).toList();
    }
}
