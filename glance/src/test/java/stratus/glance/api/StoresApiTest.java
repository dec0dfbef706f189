package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stratus.glance.StoreConfig;
import stratus.oslo.http.RestClient;
import stratus.testing.service.Await;

@Timeout(180)
class StoresApiTest {
    private static final byte[] BITS = "what is in the image".getBytes(StandardCharsets.US_ASCII);

    @AutoClose
    final TestGlance glance = new TestGlance();

    @BeforeEach
    void start() {
        glance.with(config -> config.with(List.of(
                        new StoreConfig("fast", "file", glance.folder().resolve("fast"), "on SSD", 10, false),
                        StoreConfig.file("cheap", glance.folder().resolve("cheap")),
                        new StoreConfig("old", "file", glance.folder().resolve("old"), "", 0, true),
                        StoreConfig.http("web"))))
                .start();
    }

    private RestClient.Answer upload(String id, String store) {
        return glance.member()
                .header("X-Image-Meta-Store", store)
                .upload("PUT", "/v2/images/%s/file".formatted(id), new ByteArrayInputStream(BITS));
    }

    private int bring(RestClient client, String id, Map<String, Object> order) {
        return client.exchange("POST", "/v2/images/%s/import".formatted(id), order)
                .status();
    }

    private void awaitTasks(String id) {
        Await.until(
                "end of all tasks",
                () -> !glance.member()
                        .get("/v2/images/%s/tasks".formatted(id))
                        .path("tasks")
                        .findValuesAsString("status")
                        .contains("processing"));
    }

    private static Map<String, Object> copyTo(String... stores) {
        return Map.of("method", Map.of("name", "copy-image"), "stores", List.of(stores));
    }

    @Test
    void theStoresAreListedAndToldOfToAdministrators() {
        var stores = glance.member().get("/v2/info/stores").path("stores");
        assertThat(stores.findValuesAsString("id")).containsExactly("fast", "cheap", "old", "web");
        assertThat(stores.path(0).toString())
                .isEqualTo("{\"id\":\"fast\",\"description\":\"on SSD\",\"default\":\"true\"}");
        assertThat(stores.path(3).path("read-only").asString()).isEqualTo("true");
        assertThat(glance.member()
                        .exchange("GET", "/v2/info/stores/detail", null)
                        .status())
                .isEqualTo(403);
        var detail = glance.admin().get("/v2/info/stores/detail").at("/stores/0");
        assertThat(detail.path("type").asString()).isEqualTo("file");
        assertThat(detail.path("weight").asInt()).isEqualTo(10);
        assertThat(detail.at("/properties/data_dir").asString())
                .isEqualTo(glance.folder().resolve("fast").toString());
    }

    @Test
    void whoeverAsksIsToldThatThereIsNoSuchStore() {
        var id = glance.image();
        upload(id, "cheap");
        var answer = glance.member().exchange("DELETE", "/v2/stores/nowhere/" + id, null);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(TestGlance.said(answer)).isEqualTo("The selected store nowhere is not available on this node.");
        assertThat(glance.member()
                        .exchange("DELETE", "/v2/stores/cheap/" + id, null)
                        .status())
                .as("places are administrators'")
                .isEqualTo(403);
    }

    @Test
    void whoMayNotSeeAnImageIsToldThatThereIsNone() {
        var body = Map.of("disk_format", "raw", "container_format", "bare", "visibility", "community");
        var id = glance.member().post("/v2/images", body).path("id").asString();
        upload(id, "cheap");
        var roleless = glance.with("roleless", Set.of());
        assertThat(bring(roleless, id, copyTo("fast"))).isEqualTo(404);
        assertThat(roleless.exchange("DELETE", "/v2/stores/cheap/" + id, null).status())
                .isEqualTo(404);
        assertThat(roleless.exchange("DELETE", "/v2/images/" + id, null).status())
                .isEqualTo(404);
    }

    @Test
    void anUploadNamesItsStore() {
        var made = glance.member()
                .exchange("POST", "/v2/images", Map.of("disk_format", "raw", "container_format", "bare"));
        assertThat(made.headers()).containsEntry("openstack-image-store-ids", "fast,cheap,old,web");
        var id = made.body().path("id").asString();
        assertThat(upload(id, "nowhere").status()).isEqualTo(400);
        assertThat(upload(id, "web").status()).isEqualTo(410);
        assertThat(upload(id, "old").status()).isEqualTo(410);
        assertThat(upload(id, "cheap").status()).isEqualTo(204);
        assertThat(glance.show(id).path("stores").asString()).isEqualTo("cheap");
        assertThat(StoredFiles.one(glance.folder().resolve("cheap"), id)).hasBinaryContent(BITS);
    }

    @Test
    void anImageIsCopiedToOtherStoresAndTakenFromThem() {
        var id = glance.image();
        upload(id, "cheap");
        var admin = glance.admin();
        assertThat(bring(glance.member(), id, copyTo("fast"))).isEqualTo(403);
        assertThat(bring(admin, id, copyTo("cheap"))).isEqualTo(400);
        assertThat(bring(admin, id, copyTo("nowhere"))).isEqualTo(409);
        assertThat(bring(admin, id, copyTo("fast"))).isEqualTo(202);
        awaitTasks(id);
        assertThat(glance.show(id).path("stores").asString()).isEqualTo("cheap,fast");
        assertThat(glance.show(id).path("status").asString()).isEqualTo("active");
        assertThat(glance.show(id).path("os_glance_importing_to_stores").asString())
                .isEmpty();

        assertThat(glance.member()
                        .exchange("DELETE", "/v2/stores/fast/" + id, null)
                        .status())
                .isEqualTo(403);
        assertThat(admin.exchange("DELETE", "/v2/stores/nowhere/" + id, null).status())
                .isEqualTo(409);
        assertThat(admin.exchange("DELETE", "/v2/stores/old/" + id, null).status())
                .isEqualTo(404);
        assertThat(admin.exchange("DELETE", "/v2/stores/cheap/" + id, null).status())
                .isEqualTo(204);
        assertThat(StoredFiles.of(glance.folder().resolve("cheap"), id)).isEmpty();
        assertThat(admin.exchange("DELETE", "/v2/stores/fast/" + id, null).status())
                .as("the last")
                .isEqualTo(403);
        assertThat(glance.member().exchange("DELETE", "/v2/images/" + id, null).status())
                .isEqualTo(204);
        assertThat(StoredFiles.of(glance.folder().resolve("fast"), id)).isEmpty();
    }

    @Test
    void anImportGoesToAllStoresThatCanTakeIt() {
        var id = glance.image();
        glance.member().upload("PUT", "/v2/images/%s/stage".formatted(id), new ByteArrayInputStream(BITS));
        Map<String, Object> order = Map.of("method", Map.of("name", "glance-direct"), "all_stores", true);
        assertThat(bring(glance.member().header("X-Image-Meta-Store", "fast"), id, order))
                .isEqualTo(400);
        assertThat(bring(glance.member(), id, order)).isEqualTo(202);
        awaitTasks(id);
        assertThat(glance.show(id).path("stores").asString()).isEqualTo("fast,cheap");
    }

    @Test
    void oneStoreThatFailsFailsTheImportOrIsLeftOut() throws IOException {
        breakDown("cheap");
        var all = glance.image();
        glance.member().upload("PUT", "/v2/images/%s/stage".formatted(all), new ByteArrayInputStream(BITS));
        var stores = List.of("fast", "cheap");
        bring(glance.member(), all, Map.of("method", Map.of("name", "glance-direct"), "stores", stores));
        awaitTasks(all);
        assertThat(glance.show(all).path("status").asString()).isEqualTo("queued");
        assertThat(glance.show(all).path("os_glance_failed_import").asString()).isEqualTo("cheap");
        assertThat(glance.show(all).has("stores")).isFalse();
        assertThat(StoredFiles.of(glance.folder().resolve("fast"), all)).isEmpty();

        var some = glance.image();
        glance.member().upload("PUT", "/v2/images/%s/stage".formatted(some), new ByteArrayInputStream(BITS));
        bring(
                glance.member(),
                some,
                Map.of("method", Map.of("name", "glance-direct"), "stores", stores, "all_stores_must_succeed", false));
        awaitTasks(some);
        assertThat(glance.show(some).path("status").asString()).isEqualTo("active");
        assertThat(glance.show(some).path("stores").asString()).isEqualTo("fast");
        assertThat(glance.show(some).path("os_glance_failed_import").asString()).isEqualTo("cheap");
    }

    @Test
    void aStoreThatIsDownHasItsImagesUnavailableAndNoOthers() throws IOException {
        var here = glance.image();
        upload(here, "fast");
        var both = glance.image();
        upload(both, "cheap");
        bring(glance.admin(), both, copyTo("fast"));
        awaitTasks(both);
        var there = glance.image();
        upload(there, "cheap");
        Files.delete(StoredFiles.one(glance.folder().resolve("cheap"), both));
        Files.delete(StoredFiles.one(glance.folder().resolve("cheap"), there));
        breakDown("cheap");

        assertThat(download(here)).isEqualTo(200);
        assertThat(download(both)).as("another store has it").isEqualTo(200);
        assertThat(download(there)).isEqualTo(503);
        assertThat(glance.member().get("/v2/images").path("images").size()).isEqualTo(3);
        assertThat(upload(glance.image(), "cheap").status()).isEqualTo(503);
        assertThat(upload(glance.image(), "fast").status()).isEqualTo(204);
        assertThat(glance.member()
                        .exchange("DELETE", "/v2/images/" + there, null)
                        .status())
                .isEqualTo(204);
    }

    private int download(String id) {
        return glance.member()
                .exchange("GET", "/v2/images/%s/file".formatted(id), null)
                .status();
    }

    private void breakDown(String store) throws IOException {
        Files.delete(glance.folder().resolve(store));
    }

    @Test
    void aPreferredStoreIsAskedFirst() throws IOException {
        var id = glance.image();
        upload(id, "cheap");
        bring(glance.admin(), id, copyTo("fast"));
        awaitTasks(id);
        Files.write(StoredFiles.one(glance.folder().resolve("cheap"), id), new byte[BITS.length]);
        assertThat(bytes(id, "")).isEqualTo(BITS);
        assertThat(bytes(id, "?prefer=cheap")).isEqualTo(new byte[BITS.length]);
        assertThat(glance.member()
                        .exchange("GET", "/v2/images/%s/file?prefer=x".formatted(id), null)
                        .status())
                .isEqualTo(400);
    }

    private byte[] bytes(String id, String query) {
        var out = new ByteArrayOutputStream();
        glance.member().download("/v2/images/%s/file%s".formatted(id, query), out);
        return out.toByteArray();
    }
}
