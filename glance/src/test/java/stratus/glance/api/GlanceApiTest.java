package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.clients.glance.ImageClient;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;

class GlanceApiTest {
    @AutoClose
    final TestGlance glance = new TestGlance();

    static List<Db> databases() {
        return BothDatabases.of("glance");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void anImageIsUploadedHashedAndDownloaded(Db db) throws IOException {
        var client = glance.start(db).member();
        var id =
                create(client, Map.of("name", "disk", "disk_format", "raw", "container_format", "bare", "os", "linux"));
        assertThat(client.exchange("GET", file(id), null).status())
                .as("nothing there yet")
                .isEqualTo(204);
        var data = new byte[3_000_000];
        assertThat(client.upload("PUT", file(id), new ByteArrayInputStream(data))
                        .status())
                .isEqualTo(204);
        var image = client.get("/v2/images/" + id);
        assertThat(image.path("status").asString()).isEqualTo("active");
        assertThat(image.path("size").longValue()).isEqualTo(data.length);
        assertThat(image.path("checksum").asString()).hasSize(32);
        assertThat(image.path("os").asString()).isEqualTo("linux");
        var to = glance.folder().resolve("copy");
        new ImageClient(_ -> client).download(new Callers().of("member"), ImageId.parse(id), to);
        assertThat(to).hasBinaryContent(data);
        var part = client.header("Range", "bytes=10-19").exchange("GET", file(id), null);
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.headers()).containsEntry("content-range", "bytes 10-19/3000000");
        assertThat(client.upload("PUT", file(id), new ByteArrayInputStream(data))
                        .status())
                .isEqualTo(409);
        client.delete("/v2/images/" + id);
        try (var left = Files.list(glance.images()).filter(Files::isRegularFile)) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatIsNoQcow2OrReachesOutsideIsRefusedAndLeavesNothing(Db db) throws IOException {
        var client = glance.start(db).member();
        var id = create(client, Map.of("disk_format", "qcow2", "container_format", "bare"));
        assertThat(put(client, id, new byte[512])).isEqualTo(415);
        assertThat(put(client, id, qcow2(1 << 20, 72, 0))).as("backing file").isEqualTo(415);
        assertThat(put(client, id, qcow2(1 << 20, 0, 4))).as("data file").isEqualTo(415);
        assertThat(client.get("/v2/images/" + id).path("status").asString()).isEqualTo("queued");
        try (var left = Files.list(glance.images()).filter(Files::isRegularFile)) {
            assertThat(left).isEmpty();
        }
        assertThat(put(client, id, qcow2(1 << 20, 0, 0))).isEqualTo(204);
        assertThat(client.get("/v2/images/" + id).path("virtual_size").longValue())
                .isEqualTo(1 << 20);
        var raw = create(client, Map.of("disk_format", "raw", "container_format", "bare"));
        assertThat(put(client, raw, qcow2(1 << 20, 72, 0)))
                .as("raw that would reach outside if it were taken for what it looks like")
                .isEqualTo(415);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void listsAreFilteredWithOperators(Db db) {
        var client = glance.start(db).member();
        create(client, Map.of("name", "a,b", "disk_format", "raw", "min_ram", 64, "protected", true));
        create(client, Map.of("name", "c", "disk_format", "qcow2", "color", "red"));
        assertThat(count(client, "name=in:%22a,b%22,x")).isEqualTo(1);
        assertThat(count(client, "name=eq:c")).isEqualTo(1);
        assertThat(count(client, "disk_format=in:raw,qcow2")).isEqualTo(2);
        assertThat(count(client, "color=red")).isEqualTo(1);
        assertThat(count(client, "protected=true")).isEqualTo(1);
        assertThat(count(client, "min_ram_min=64")).isEqualTo(1);
        assertThat(count(client, "min_ram_max=63")).isEqualTo(1);
        assertThat(count(client, "created_at=gt:2020-01-01T00:00:00Z")).isEqualTo(2);
        assertThat(count(client, "updated_at=lt:2020-01-01T00:00:00Z")).isZero();
        assertThat(count(
                        client,
                        "created_at="
                                + client.get("/v2/images")
                                        .at("/images/0/created_at")
                                        .asString()))
                .isPositive();
        assertThat(count(client, "os_hash_algo=md5")).isZero();
        for (var bad : List.of(
                "name=neq:c",
                "name=in:%22a",
                "created_at=gt:yesterday",
                "created_at=foo:2020-01-01T00:00:00Z",
                "size_min=x",
                "sort_key=color",
                "sort=name:up",
                "limit=-1",
                "visibility=secret",
                "changes-since=x")) {
            assertThat(client.exchange("GET", "/v2/images?" + bad, null).status())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    private static int count(RestClient client, String query) {
        return client.get("/v2/images?" + query).path("images").size();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void imagesAreSeenByTheirOwnersMembersAndIfPublicByAll(Db db) {
        var client = glance.start(db).member();
        var id = create(client, Map.of("name", "mine"));
        var other = glance.as("other");
        assertThat(other.exchange("GET", "/v2/images/" + id, null).status()).isEqualTo(404);
        client.post("/v2/images/" + id + "/members", Map.of("member", Callers.OTHER_PROJECT));
        assertThat(other.exchange("GET", "/v2/images/" + id, null).status()).isEqualTo(200);
        assertThat(other.get("/v2/images").path("images").size())
                .as("not accepted yet")
                .isZero();
        var member = "/v2/images/" + id + "/members/" + Callers.OTHER_PROJECT;
        assertThat(client.exchange("PUT", member, Map.of("status", "accepted")).status())
                .isEqualTo(403);
        assertThat(other.put(member, Map.of("status", "accepted"))
                        .path("status")
                        .asString())
                .isEqualTo("accepted");
        assertThat(other.get("/v2/images?name=mine").path("images").size()).isEqualTo(1);
        var patch = List.of(Map.of("op", "replace", "path", "/visibility", "value", "public"));
        assertThat(patch(client, id, patch)).isEqualTo(403);
        assertThat(patch(glance.as("admin"), id, patch)).isEqualTo(200);
        assertThat(other.get("/v2/images?visibility=public").path("images").size())
                .isEqualTo(1);
        assertThat(other.exchange("DELETE", "/v2/images/" + id, null).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void propertiesAndTagsAreSetRemovedAndSearched(Db db) {
        var client = glance.start(db).member();
        var id = create(client, Map.of("name", "a", "os_distro", "debian", "protected", true));
        create(client, Map.of("name", "b"));
        client.put("/v2/images/" + id + "/tags/good", null);
        assertThat(client.get("/v2/images?os_distro=debian&tag=good")
                        .at("/images/0/id")
                        .asString())
                .isEqualTo(id);
        assertThat(client.get("/v2/images?os_distro=suse").path("images").size())
                .isZero();
        var page = client.get("/v2/images?limit=1&sort=name:asc");
        assertThat(page.at("/images/0/name").asString()).isEqualTo("a");
        assertThat(client.get(page.path("next").asString()).at("/images/0/name").asString())
                .isEqualTo("b");
        assertThat(client.exchange("DELETE", "/v2/images/" + id, null).status())
                .as("protected")
                .isEqualTo(403);
        var changes = List.of(
                Map.of("op", "remove", "path", "/os_distro"),
                Map.of("op", "add", "path", "/hw_disk_bus", "value", "scsi"),
                Map.of("op", "replace", "path", "/protected", "value", false));
        assertThat(patch(client, id, changes)).isEqualTo(200);
        var after = client.get("/v2/images/" + id);
        assertThat(after.has("os_distro")).isFalse();
        assertThat(after.path("hw_disk_bus").asString()).isEqualTo("scsi");
        assertThat(after.at("/tags/0").asString()).isEqualTo("good");
        assertThat(patch(client, id, List.of(Map.of("op", "replace", "path", "/status", "value", "active"))))
                .isEqualTo(403);
        client.delete("/v2/images/" + id);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void versionsAreToldToAnybodyAndSchemasToUsers(Db db) {
        glance.start(db).member();
        var anonymous = glance.api().anonymous();
        assertThat(anonymous.exchange("GET", "/", null).status()).isEqualTo(300);
        assertThat(glance.as("reader").get("/v2/schemas/image").path("name").asString())
                .isEqualTo("image");
    }

    private static String create(RestClient client, Map<String, ?> fields) {
        return client.post("/v2/images", new HashMap<>(fields)).path("id").asString();
    }

    private static String file(String id) {
        return "/v2/images/" + id + "/file";
    }

    private static int put(RestClient client, String id, byte[] data) {
        return client.upload("PUT", file(id), new ByteArrayInputStream(data)).status();
    }

    private static int patch(RestClient client, String id, List<? extends Map<String, ?>> changes) {
        var json = tools.jackson.databind.json.JsonMapper.builder().build().writeValueAsBytes(changes);
        return client.raw("PATCH", "/v2/images/" + id, "application/openstack-images-v2.1-json-patch", json)
                .status();
    }

    private static byte[] qcow2(long virtualSize, long backing, long incompatible) {
        return ByteBuffer.allocate(512)
                .putInt(0, 0x514649fb)
                .putInt(4, 3)
                .putLong(8, backing)
                .putLong(24, virtualSize)
                .putLong(72, incompatible)
                .putInt(100, 104)
                .array();
    }
}
