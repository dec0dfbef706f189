package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import stratus.testing.service.Await;

/** The list of moves, and moves that one host cannot make. */
class MigrationsTest extends WithNova {
    private int act(String version, String id, String name, @Nullable Object body) {
        var action = new HashMap<String, Object>();
        action.put(name, body);
        return nova.as("admin", version)
                .exchange("POST", "/v2.1/servers/" + id + "/action", action)
                .status();
    }

    private int status(String version, String method, String path) {
        return nova.as("admin", version)
                .exchange(method, path, method.equals("POST") ? Map.of("force_complete", Map.of()) : null)
                .status();
    }

    @Test
    void movesAreListedAsEachVersionKnowsThem() {
        var id = nova.server(Map.of());
        act("2.1", id, "migrate", null);
        Await.until(() -> nova.as("admin", "2.96")
                        .get("/v2.1/os-migrations?status=error")
                        .path("migrations")
                        .size()
                == 1);
        act("2.1", id, "resize", Map.of("flavorRef", "3"));
        Await.until(() -> nova.status(id).equals("VERIFY_RESIZE"));

        var all = nova.as("admin", "2.80").get("/v2.1/os-migrations?limit=1");
        var latest = all.at("/migrations/0");
        assertThat(latest.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "uuid",
                        "instance_uuid",
                        "status",
                        "migration_type",
                        "source_compute",
                        "source_node",
                        "dest_compute",
                        "dest_node",
                        "dest_host",
                        "old_instance_type_id",
                        "new_instance_type_id",
                        "created_at",
                        "updated_at",
                        "user_id",
                        "project_id");
        assertThat(latest.path("migration_type").asString()).isEqualTo("resize");
        assertThat(latest.path("status").asString()).isEqualTo("finished");
        var next = all.at("/migrations_links/0/href").asString();
        var second = nova.as("admin", "2.80").get(next.substring(next.indexOf("/v2.1/")));
        assertThat(second.at("/migrations/0/migration_type").asString()).isEqualTo("migration");
        assertThat(nova.as("admin", "2.59")
                        .get("/v2.1/os-migrations")
                        .at("/migrations/0")
                        .has("user_id"))
                .isFalse();
        assertThat(nova.as("admin", "2.22")
                        .get("/v2.1/os-migrations")
                        .at("/migrations/0")
                        .propertyNames())
                .hasSize(12);
        var filtered = "/v2.1/os-migrations?migration_type=resize&host=host-1&instance_uuid=" + id;
        assertThat(nova.as("admin", "2.80").get(filtered).path("migrations")).hasSize(1);
    }

    @Test
    void whoMayNotSeeThemAndWhatCannotBeAsked() {
        assertThat(nova.member().exchange("GET", "/v2.1/os-migrations", null).status())
                .isEqualTo(403);
        assertThat(status("2.59", "GET", "/v2.1/os-migrations?user_id=x")).isEqualTo(400);
        assertThat(status("2.58", "GET", "/v2.1/os-migrations?dance=x")).isEqualTo(200);
        assertThat(status("2.59", "GET", "/v2.1/os-migrations?marker=nothing")).isEqualTo(400);
        assertThat(status(
                        "2.66",
                        "GET",
                        "/v2.1/os-migrations?changes-since=2026-01-02T00:00:00Z"
                                + "&changes-before=2026-01-01T00:00:00Z"))
                .isEqualTo(400);
    }

    @Test
    void aGuestThatRunsHasNowhereToGo() {
        var id = nova.server(Map.of());
        var old = Map.<String, Object>of("block_migration", false, "disk_over_commit", false, "host", "host-1");
        assertThat(act("2.1", id, "os-migrateLive", old)).isEqualTo(400);
        var wanted = new HashMap<String, Object>(Map.of("block_migration", "auto"));
        assertThat(act("2.80", id, "os-migrateLive", wanted)).isEqualTo(400);
        wanted.put("host", null);
        assertThat(act("2.80", id, "os-migrateLive", wanted)).isEqualTo(202);
        assertThat(nova.status(id)).isEqualTo("ACTIVE");
        var moves = nova.as("admin", "2.80").get("/v2.1/os-migrations?migration_type=live-migration");
        assertThat(moves.at("/migrations/0/status").asString()).isEqualTo("error");
        var path = "/v2.1/servers/" + id + "/migrations";
        assertThat(nova.as("admin", "2.80").get(path).path("migrations")).isEmpty();
        assertThat(status("2.22", "GET", path)).isEqualTo(404);
        assertThat(status("2.80", "GET", path + "/1")).isEqualTo(404);
        assertThat(status("2.80", "DELETE", path + "/1")).isEqualTo(409);
        var complete = new HashMap<String, Object>();
        complete.put("force_complete", null);
        assertThat(nova.as("admin", "2.80")
                        .exchange("POST", path + "/1/action", complete)
                        .status())
                .isEqualTo(409);
        assertThat(status("2.80", "POST", path + "/1/action")).isEqualTo(400);
    }

    @Test
    void aHostThatIsUpIsNotLeft() {
        var id = nova.server(Map.of());
        assertThat(act("2.80", id, "evacuate", Map.of())).isEqualTo(400);
        assertThat(act("2.80", id, "evacuate", Map.of("host", "host-1"))).isEqualTo(400);
        assertThat(act("2.80", id, "evacuate", Map.of("host", "nowhere"))).isEqualTo(404);
        assertThat(act("2.1", id, "evacuate", Map.of())).isEqualTo(400);
        assertThat(nova.member()
                        .exchange("POST", "/v2.1/servers/" + id + "/action", Map.of("evacuate", Map.of()))
                        .status())
                .isEqualTo(403);
    }
}
