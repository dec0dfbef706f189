package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stratus.glance.GlanceNeighbours;
import stratus.glance.GlanceOptions;
import stratus.glance.domain.ImportRules;
import stratus.glance.domain.TransferLimits;
import stratus.glance.domain.WebRules;
import stratus.glance.domain.WebRules.Choice;
import stratus.glance.store.WebServer;
import stratus.oslo.http.RestClient;
import stratus.oslo.process.Programs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(180)
class ImportPluginsTest {
    private static final String REMOTE = "11111111-1111-4111-8111-111111111111";

    @AutoClose
    private final WebServer server = new WebServer();

    @AutoClose
    final TestGlance glance = new TestGlance(new GlanceNeighbours(
            null, (_, region, _) -> region.equals("Two") ? Optional.of(server.url("")) : Optional.empty()));

    private TransferLimits limits = TransferLimits.usual();

    private RestClient start(ImportRules rules) {
        var web = new WebRules(Choice.only(List.of("http")), Choice.any(), Choice.only(List.of(server.port())));
        return glance.with(config ->
                        config.with(GlanceOptions.usual().with(rules).with(web).with(limits)))
                .member();
    }

    private static String create(RestClient client, String format) {
        return client.post("/v2/images", Map.of("disk_format", format, "container_format", "bare", "mine", "kept"))
                .path("id")
                .asString();
    }

    private JsonNode bring(RestClient client, String id, Map<String, Object> method) {
        client.post("/v2/images/%s/import".formatted(id), Map.of("method", method));
        return glance.settled(id);
    }

    private String problem(String id) {
        return glance.task(id).path("message").asString("");
    }

    private JsonNode direct(RestClient client, String id, byte[] bits) {
        glance.stage(id, bits);
        return bring(client, id, Map.of("name", "glance-direct"));
    }

    /** A disk of a mebibyte that qemu-img made. */
    private byte[] disk(String format) throws IOException {
        return disk(format, "1M");
    }

    private byte[] disk(String format, String size) throws IOException {
        var file = glance.folder().resolve("disk");
        var made = new Programs()
                .attempt(
                        "",
                        List.of("qemu-img", "create", "-q", "-f", format, file.toString(), size),
                        Duration.ofMinutes(1));
        Assumptions.assumeTrue(made.ok(), "no qemu-img here");
        var bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    @Test
    void imagesAreConvertedOnTheirWay() throws IOException {
        var client = start(ImportRules.usual().withPlugins("image_conversion"));
        var id = create(client, "qcow2");
        var image = direct(client, id, disk("qcow2"));
        assertThat(image.path("status").asString()).isEqualTo("active");
        assertThat(image.path("disk_format").asString()).isEqualTo("raw");
        assertThat(image.path("size").asLong()).isEqualTo(1 << 20);
        assertThat(StoredFiles.one(glance.images(), id)).hasBinaryContent(new byte[1 << 20]);
        try (var left = Files.list(glance.images().resolve("staging"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void nothingIsConvertedThatIsNotWhatItClaims() throws IOException {
        var client = start(ImportRules.usual().withPlugins("image_conversion"));
        var hidden = direct(client, create(client, "raw"), disk("qcow2"));
        assertThat(hidden.path("status").asString()).isEqualTo("queued");
        assertThat(hidden.path("disk_format").asString()).isEqualTo("raw");
        assertThat(hidden.path("os_glance_failed_import").asString()).isEqualTo("file");
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void imagesAreUnpackedAndThenConvertedInTheOrderOfThePlugins() throws IOException {
        var client = start(ImportRules.usual().withPlugins("image_decompression", "image_conversion"));
        var id = create(client, "qcow2");
        var image = direct(client, id, gzip(disk("qcow2")));
        assertThat(image.path("status").asString()).isEqualTo("active");
        assertThat(image.path("size").asLong()).isEqualTo(1 << 20);
        assertThat(StoredFiles.one(glance.images(), id)).hasBinaryContent(new byte[1 << 20]);
    }

    @Test
    void conversionBeforehandSeesWhatIsPackedAndRefusesIt() throws IOException {
        var client = start(ImportRules.usual().withPlugins("image_conversion", "image_decompression"));
        var image = direct(client, create(client, "qcow2"), gzip(disk("qcow2")));
        assertThat(image.path("status").asString()).isEqualTo("queued");
    }

    @Test
    void whatIsUnpackedHasItsOwnSizeAndAnImageOfAContainerThatIsCompressedStaysSo() throws IOException {
        var client = start(ImportRules.usual().withPlugins("image_decompression"));
        var image = direct(client, create(client, "raw"), gzip(new byte[5000]));
        assertThat(image.path("size").asLong()).isEqualTo(5000);
        assertThat(image.path("status").asString()).isEqualTo("active");
        var packed = gzip(new byte[5000]);
        var id = client.post("/v2/images", Map.of("disk_format", "raw", "container_format", "compressed"))
                .path("id")
                .asString();
        assertThat(direct(client, id, packed).path("size").asLong()).isEqualTo(packed.length);
    }

    @Test
    void whatIsPackedTightlyDoesNotBecomeLargerThanAnImageMayBe() throws IOException {
        limits = limits.ofSize(1 << 20);
        var client = start(ImportRules.usual().withPlugins("image_decompression", "image_conversion"));
        var id = create(client, "raw");
        var bomb = direct(client, id, gzip(new byte[2 << 20]));
        assertThat(bomb.path("status").asString()).isEqualTo("queued");
        assertThat(problem(id)).isEqualTo("The incoming image is too large: The provided image is too large.");
        var sparse = create(client, "qcow2");
        assertThat(direct(client, sparse, disk("qcow2", "1G")).path("status").asString())
                .isEqualTo("queued");
        try (var left = Files.list(glance.images().resolve("staging"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void propertiesAreInjectedButForThoseWhoAreSpared() {
        var client = start(ImportRules.usual()
                .withPlugins("no_op", "inject_image_metadata")
                .injecting(Map.of("hw_disk_bus", "scsi", "os_glance_x", "no")));
        var image = direct(client, create(client, "raw"), new byte[10]);
        assertThat(image.path("hw_disk_bus").asString()).isEqualTo("scsi");
        assertThat(image.has("os_glance_x")).isFalse();
        var admin = glance.admin();
        assertThat(direct(admin, create(admin, "raw"), new byte[10]).has("hw_disk_bus"))
                .isFalse();
    }

    private void serveRemote(Map<String, ?> image, byte[] bits) {
        server.serve("/v2/images/" + REMOTE, JsonMapper.builder().build().writeValueAsBytes(image));
        server.serve("/v2/images/%s/file".formatted(REMOTE), bits);
    }

    private static Map<String, Object> from(String region) {
        return Map.of("name", "glance-download", "glance_region", region, "glance_image_id", REMOTE);
    }

    @Test
    void anImageComesFromAnotherRegionWithWhatIsKnownOfIt() throws IOException {
        var client = start(ImportRules.usual().withMethods("glance-download"));
        assertThat(client.get("/v2/info/import").at("/import-methods/value/0").asString())
                .isEqualTo("glance-download");
        var bits = disk("qcow2");
        serveRemote(
                Map.of(
                        "status",
                        "active",
                        "disk_format",
                        "qcow2",
                        "container_format",
                        "bare",
                        "size",
                        bits.length,
                        "hw_disk_bus",
                        "scsi",
                        "secret",
                        "not copied"),
                bits);
        var image = bring(client, create(client, "raw"), from("Two"));
        assertThat(image.path("status").asString()).isEqualTo("active");
        assertThat(image.path("disk_format").asString()).isEqualTo("qcow2");
        assertThat(image.path("hw_disk_bus").asString()).isEqualTo("scsi");
        assertThat(image.path("mine").asString()).isEqualTo("kept");
        assertThat(image.has("secret")).isFalse();
        assertThat(image.path("virtual_size").asLong()).isEqualTo(1 << 20);
    }

    @Test
    void whatDoesNotComeWholeLeavesTheImageAsItWas() {
        var client = start(ImportRules.usual().withMethods("glance-download"));
        serveRemote(
                Map.of(
                        "status",
                        "active",
                        "disk_format",
                        "qcow2",
                        "container_format",
                        "bare",
                        "size",
                        5,
                        "os_type",
                        "x"),
                new byte[3]);
        var cut = bring(client, create(client, "raw"), from("Two"));
        assertThat(cut.path("status").asString()).isEqualTo("queued");
        assertThat(cut.path("disk_format").asString()).isEqualTo("raw");
        assertThat(cut.has("os_type")).isFalse();
        var nowhere = bring(client, create(client, "raw"), from("Three"));
        assertThat(nowhere.path("status").asString()).isEqualTo("queued");
        var id = create(client, "raw");
        for (var method : List.of(
                Map.of("name", "glance-download", "glance_image_id", REMOTE),
                Map.of("name", "glance-download", "glance_region", "Two"),
                Map.of("name", "glance-download", "glance_region", "Two", "glance_image_id", "x"),
                Map.of("name", "glance-direct"))) {
            assertThat(client.exchange("POST", "/v2/images/%s/import".formatted(id), Map.of("method", method))
                            .status())
                    .isEqualTo(400);
        }
        assertThat(client.upload("PUT", "/v2/images/%s/stage".formatted(id), new ByteArrayInputStream(new byte[1]))
                        .status())
                .as("nobody stages here")
                .isEqualTo(404);
    }
}
