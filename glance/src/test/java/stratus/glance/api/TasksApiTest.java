package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import stratus.testing.service.Await;
import stratus.testing.service.Golden;
import tools.jackson.databind.JsonNode;

class TasksApiTest {
    /** Nobody listens there. */
    private static final String NOWHERE = "http://127.0.0.1:80/none";

    @AutoClose
    static final TestGlance glance = new TestGlance();

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
        return glance.as("admin").get("/v2/tasks/" + id);
    }

    @Test
    void aTaskThatFailsSaysWhyAndLeavesTheImageQueued() {
        var made = glance.as("admin").post("/v2/tasks", task(NOWHERE));
        Golden.sample("glance/v2/samples/task-create-response.json")
                .ifPresent(sample -> assertThat(Golden.missing(sample, made)).isEmpty());
        var ended = ended(made.path("id").asString());
        assertThat(ended.path("status").asString()).isEqualTo("failure");
        assertThat(ended.path("message").asString()).isNotEmpty();
        assertThat(ended.has("expires_at")).isTrue();
        var image =
                glance.as("admin").get("/v2/images/" + ended.path("image_id").asString());
        assertThat(image.path("status").asString()).isEqualTo("queued");
        assertThat(image.path("name").asString()).isEqualTo("by-task");
        assertThat(image.path("disk_format").asString()).isEqualTo("raw");
    }

    @Test
    void tasksAreListedByStatusAndInPages() {
        for (int i = 0; i < 3; i++) {
            ended(glance.as("admin").post("/v2/tasks", task(NOWHERE)).path("id").asString());
        }
        var page = glance.as("admin").get("/v2/tasks?limit=2&status=failure&type=import");
        assertThat(page.path("tasks")).hasSize(2);
        assertThat(page.path("tasks").get(0).propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "type", "status", "owner", "created_at", "updated_at", "expires_at", "self", "schema");
        var next = glance.as("admin").get(page.path("next").asString());
        assertThat(next.path("tasks").get(0).path("id").asString())
                .isNotEqualTo(page.path("tasks").get(1).path("id").asString());
        assertThat(glance.as("admin").get("/v2/tasks?status=pending").path("tasks"))
                .isEmpty();
        assertThat(glance.as("admin")
                        .exchange("GET", "/v2/tasks?status=x", null)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theyAreForAdministratorsAndNotToBeDeleted() {
        assertThat(glance.as("member").exchange("GET", "/v2/tasks", null).status())
                .isEqualTo(403);
        var refused = glance.as("admin").exchange("DELETE", "/v2/tasks/x", null);
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.headers()).containsEntry("allow", "GET");
        assertThat(TestGlance.said(refused))
                .startsWith("This operation is currently not permitted on Glance Tasks. They are auto deleted");
        assertThat(glance.as("admin")
                        .exchange("POST", "/v2/tasks", Map.of("type", "import"))
                        .status())
                .isEqualTo(400);
        assertThat(glance.as("admin")
                        .exchange("POST", "/v2/tasks", task("file:///etc/passwd"))
                        .status())
                .isEqualTo(400);
    }
}
