package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import stratus.testing.service.Await;

/** A cloud with a real guest loses its process without a word; a purge then still finds all that it left. */
@Tag("host")
final class KilledAndPurgedTest {
    private static final Duration PATIENCE = Await.PATIENCE;

    @SuppressWarnings("NullAway.Init")
    private RealHostFolder folder;

    @BeforeEach
    void onAHostThatCan() throws IOException {
        folder = RealHostFolder.make();
    }

    @AfterEach
    void leavesNothing() {
        if (folder != null) {
            folder.close();
        }
    }

    @Test
    void aPurgeAfterAKillLeavesNothing() throws IOException {
        var template = new BootTemplate(folder.path(), "libvirt");
        try (var cloud = new KillableCloud(folder.path(), null, "libvirt")) {
            var nova = cloud.admin("nova-api", cloud.logIn()).header("OpenStack-API-Version", "compute 2.96");
            var id = nova.post("/v2.1/servers", template.server("s-net-vol"))
                    .at("/server/id")
                    .asString();
            var server = await("built")
                    .atMost(PATIENCE)
                    .until(
                            () -> nova.get("/v2.1/servers/" + id).path("server"),
                            found -> !found.path("status").asString().equals("BUILD"));
            assertThat(server.path("status").asString())
                    .as(String.valueOf(server.path("fault")))
                    .isEqualTo("ACTIVE");
            assertThat(purge()).as("of a cloud that runs").isNotZero();
            cloud.kill();
        }
        assertThat(folder.left()).as("what a kill leaves").isNotEmpty();
        assertThat(purge()).isZero();
        assertThat(folder.left()).isEmpty();
    }

    private int purge() {
        return new CommandLine(new Purge()).execute("--data", folder.path().toString());
    }
}
