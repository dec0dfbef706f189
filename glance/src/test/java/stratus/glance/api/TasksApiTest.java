package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.testing.service.Await;
import stratus.testing.service.Golden;
import tools.jackson.databind.JsonNode;

class TasksApiTest {
    /** Nobody listens there. */
    private static final String NOWHERE = "http://127.0.0.1:80/none";

    @TempDir
    static Path folder;

    private static Cloud cloud;

    @BeforeAll
    static void start() {
        cloud = new Cloud(folder);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    private static Map<String, Object> task(String from) {
        var properties = Map.of("name", "by-task", "container_format", "bare", "disk_format", "raw");
        return Map.of(
                "type",
                "import",
                "input",
                Map.of("import_from", from, "import_from_format", "raw", "image_properties", properties));
    }

    private static JsonNode ended(String id) {
        Await.until(
                "end of the task", () -> !shown(id).path("status").asString().equals("processing"));
        return shown(id);
    }

    private static JsonNode shown(String id) {
        return cloud.as("admin").get("/v2/tasks/" + id);
    }

    @Test
    void aTaskThatFailsSaysWhyAndLeavesTheImageQueued() {
        var made = cloud.as("admin").post("/v2/tasks", task(NOWHERE));
        Golden.sample("glance/v2/samples/task-create-response.json")
                .ifPresent(sample -> assertThat(Golden.missing(sample, made)).isEmpty());
        var ended = ended(made.path("id").asString());
        assertThat(ended.path("status").asString()).isEqualTo("failure");
        assertThat(ended.path("message").asString()).isNotEmpty();
        assertThat(ended.has("expires_at")).isTrue();
        var image = cloud.as("admin").get("/v2/images/" + ended.path("image_id").asString());
        assertThat(image.path("status").asString()).isEqualTo("queued");
        assertThat(image.path("name").asString()).isEqualTo("by-task");
        assertThat(image.path("disk_format").asString()).isEqualTo("raw");
    }

    @Test
    void tasksAreListedByStatusAndInPages() {
        for (int i = 0; i < 3; i++) {
            ended(cloud.as("admin").post("/v2/tasks", task(NOWHERE)).path("id").asString());
        }
        var page = cloud.as("admin").get("/v2/tasks?limit=2&status=failure&type=import");
        assertThat(page.path("tasks")).hasSize(2);
        assertThat(page.path("tasks").get(0).propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "type", "status", "owner", "created_at", "updated_at", "expires_at", "self", "schema");
        var next = cloud.as("admin").get(page.path("next").asString());
        assertThat(next.path("tasks").get(0).path("id").asString())
                .isNotEqualTo(page.path("tasks").get(1).path("id").asString());
        assertThat(cloud.as("admin").get("/v2/tasks?status=pending").path("tasks"))
                .isEmpty();
        assertThat(cloud.as("admin").exchange("GET", "/v2/tasks?status=x", null).status())
                .isEqualTo(400);
    }

    @Test
    void theyAreForAdministratorsAndNotToBeDeleted() {
        assertThat(cloud.as("member").exchange("GET", "/v2/tasks", null).status())
                .isEqualTo(403);
        var refused = cloud.as("admin").exchange("DELETE", "/v2/tasks/x", null);
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.headers()).containsEntry("allow", "GET");
        assertThat(Cloud.said(refused))
                .startsWith("This operation is currently not permitted on Glance Tasks. They are auto deleted");
        assertThat(cloud.as("admin")
                        .exchange("POST", "/v2/tasks", Map.of("type", "import"))
                        .status())
                .isEqualTo(400);
        assertThat(cloud.as("admin")
                        .exchange("POST", "/v2/tasks", task("file:///etc/passwd"))
                        .status())
                .isEqualTo(400);
    }
}
