package stratus.cinder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.cinder.api.TestCinder.path;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stratus.testing.service.Await;
import stratus.testing.service.Callers;

class SnapshotsApiTest {
    private TestCinder cinder;
    private String volume = "";

    @BeforeEach
    void start() {
        cinder = new TestCinder();
        volume = cinder.volume("v");
    }

    @AfterEach
    void stop() {
        cinder.close();
    }

    private String snapshot() {
        var made = cinder.as("member")
                .exchange(
                        "POST",
                        path("/snapshots"),
                        Map.of("snapshot", Map.of("volume_id", volume, "name", "s", "metadata", Map.of("k", "v"))));
        assertThat(made.status()).isEqualTo(202);
        assertThat(made.body().path("snapshot").path("status").stringValue()).isEqualTo("creating");
        var id = made.body().path("snapshot").path("id").stringValue();
        Await.until(() -> status(id).equals("available"));
        return id;
    }

    private String status(String id) {
        return cinder.as("member")
                .get(path("/snapshots/" + id))
                .path("snapshot")
                .path("status")
                .stringValue();
    }

    @Test
    void aSnapshotIsTakenShownChangedAndGone() {
        var id = snapshot();
        assertThat(cinder.folder.resolve("snapshot-" + id)).exists();
        var shown = cinder.as("member").get(path("/snapshots/" + id)).path("snapshot");
        assertThat(shown.path("os-extended-snapshot-attributes:project_id").stringValue())
                .isEqualTo(Callers.PROJECT);
        assertThat(shown.path("size").intValue()).isEqualTo(1);

        cinder.as("member").put(path("/snapshots/" + id), Map.of("snapshot", Map.of("name", "t")));
        cinder.as("member").post(path("/snapshots/" + id + "/metadata"), Map.of("metadata", Map.of("a", "b")));
        var changed = cinder.as("member")
                .get(path("/snapshots/detail?name=t"))
                .path("snapshots")
                .get(0);
        assertThat(changed.path("metadata").toString()).isEqualTo("{\"k\":\"v\",\"a\":\"b\"}");

        assertThat(cinder.as("member")
                        .exchange("DELETE", path("/snapshots/" + id), null)
                        .status())
                .isEqualTo(202);
        Await.until(() -> cinder.as("member")
                        .exchange("GET", path("/snapshots/" + id), null)
                        .status()
                == 404);
        assertThat(cinder.folder.resolve("snapshot-" + id)).doesNotExist();
    }

    @Test
    void aVolumeWithSnapshotsGoesOnlyWithThem() {
        var id = snapshot();
        var kept = cinder.as("member").exchange("DELETE", path("/volumes/" + volume), null);
        assertThat(kept.status()).isEqualTo(400);
        assertThat(String.valueOf(kept.body().findValue("message"))).contains("have snapshots");

        assertThat(cinder.as("member")
                        .exchange("DELETE", path("/volumes/" + volume + "?cascade=True"), null)
                        .status())
                .isEqualTo(202);
        Await.until(() -> cinder.as("member")
                        .exchange("GET", path("/volumes/" + volume), null)
                        .status()
                == 404);
        assertThat(cinder.as("member")
                        .exchange("GET", path("/snapshots/" + id), null)
                        .status())
                .isEqualTo(404);
        assertThat(cinder.folder).isEmptyDirectory();
    }

    @Test
    void aVolumeIsMadeOfASnapshotAndGoesBackToIt() {
        var id = snapshot();
        var copy = cinder.create(Map.of("snapshot_id", id, "size", 2));
        cinder.awaitStatus(copy, "available");
        assertThat(cinder.show(copy).path("snapshot_id").stringValue()).isEqualTo(id);
        assertThat(cinder.folder.resolve("volume-" + copy)).hasSize(2L << 30);

        var back = cinder.as("member")
                .exchange("POST", path("/volumes/" + volume + "/action"), Map.of("revert", Map.of("snapshot_id", id)));
        assertThat(back.status()).isEqualTo(202);
        cinder.awaitStatus(volume, "available");
    }

    @Test
    void anotherProjectSeesNoSnapshots() {
        var id = snapshot();
        var theirs = "/v3/" + Callers.OTHER_PROJECT + "/snapshots";
        assertThat(cinder.as("other").exchange("GET", theirs + "/" + id, null).status())
                .isEqualTo(404);
        assertThat(cinder.as("other").get(theirs).path("snapshots")).isEmpty();
    }
}
