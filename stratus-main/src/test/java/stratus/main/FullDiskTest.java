package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.oslo.http.RestClient;
import stratus.oslo.process.Programs;
import stratus.testing.service.Await;
import tools.jackson.databind.JsonNode;

/** Hosts, images and volumes each on a file system with next to no room: what does not fit is said, and leaves nothing. */
@Tag("host")
final class FullDiskTest {
    private static final Duration PATIENCE = Await.PATIENCE;
    private static final int MIB = 1 << 20;
    private static final Programs RUN = new Programs();

    @TempDir
    private static Path data;

    private static @Nullable TestCloud cloud;

    @BeforeAll
    static void starts() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root to mount small file systems");
        mount("instances", "size=1m");
        mount("images", "size=4m");
        mount("volumes", "size=2g,nr_inodes=1"); // room as a scheduler sees it, and none for a file
        cloud = new TestCloud(data);
    }

    private static void mount(String name, String options) throws IOException {
        var folder = Files.createDirectories(data.resolve(name));
        RUN.run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
    }

    @AfterAll
    static void unmounts() {
        if (cloud != null) {
            cloud.close();
        }
        for (var folder : List.of("instances", "images", "volumes")) {
            RUN.attempt("", List.of("umount", data.resolve(folder).toString()), Duration.ofSeconds(10));
        }
    }

    private static RestClient admin(String role) {
        return Objects.requireNonNull(cloud).admin(role);
    }

    @Test
    void aServerWhoseImageDoesNotFitSaysSo() throws IOException {
        var image = image(2);
        var nova = admin("nova-api").header("OpenStack-API-Version", "compute 2.96");
        var body = Map.of("name", "s", "imageRef", image, "flavorRef", "1", "networks", "none");
        var id = nova.post("/v2.1/servers", Map.of("server", body))
                .at("/server/id")
                .asString();

        var server = ended(nova, "/v2.1/servers/" + id, "server", "BUILD");

        assertThat(server.path("status").asString()).isEqualTo("ERROR");
        assertThat(server.at("/fault/message").asString()).contains("No space left on device");
        assertThat(admin("placement").get("/allocations/" + id).at("/allocations"))
                .isEmpty();
        assertThat(files("instances")).isEmpty();
        nova.delete("/v2.1/servers/" + id);
        admin("glance").delete("/v2/images/" + image);
    }

    @Test
    void anUploadThatDoesNotFitLeavesTheImageWaiting() throws IOException {
        var glance = admin("glance");
        var id = newImage(glance);

        var answer = upload(glance, id, 8);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(glance.get("/v2/images/" + id).path("status").asString()).isEqualTo("queued");
        assertThat(files("images")).noneMatch(file -> file.contains(id));
        assertThat(upload(glance, id, 1).status()).isEqualTo(204);
        glance.delete("/v2/images/" + id);
    }

    @Test
    void aVolumeThatDoesNotFitIsInErrorWithAMessage() throws IOException {
        var cinder = admin("cinder-api").header("OpenStack-API-Version", "volume 3.71");
        var body = Map.of("name", "v", "size", 1);
        var id = cinder.post("/v3/volumes", Map.of("volume", body))
                .at("/volume/id")
                .asString();

        var volume = ended(cinder, "/v3/volumes/" + id, "volume", "creating", "downloading");

        assertThat(volume.path("status").asString()).isEqualTo("error");
        var told = cinder.get("/v3/messages?resource_uuid=" + id).path("messages");
        assertThat(told).hasSize(1);
        assertThat(told.get(0).path("user_message").asString()).contains("storage backend is full");
        assertThat(files("volumes")).isEmpty();
        cinder.delete("/v3/volumes/" + id);
    }

    private static JsonNode ended(RestClient client, String path, String kind, String... goingOn) {
        return await(kind)
                .atMost(PATIENCE)
                .until(
                        () -> client.get(path).path(kind),
                        found -> !List.of(goingOn).contains(found.path("status").asString()));
    }

    private static String image(int mebibytes) {
        var glance = admin("glance");
        var id = newImage(glance);
        assertThat(upload(glance, id, mebibytes).status()).isEqualTo(204);
        return id;
    }

    private static String newImage(RestClient glance) {
        var body = new HashMap<String, Object>(Map.of("name", "i", "disk_format", "raw"));
        body.put("container_format", "bare");
        return glance.post("/v2/images", body).at("/id").asString();
    }

    /** Not zeroes: those would not need the room. */
    private static RestClient.Answer upload(RestClient glance, String id, int mebibytes) {
        var bytes = new byte[mebibytes * MIB];
        new Random(1).nextBytes(bytes);
        return glance.raw("PUT", "/v2/images/" + id + "/file", "application/octet-stream", bytes);
    }

    private static List<String> files(String folder) throws IOException {
        try (var files = Files.walk(data.resolve(folder))) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }
}
