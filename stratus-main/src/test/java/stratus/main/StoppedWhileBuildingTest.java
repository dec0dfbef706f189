package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.testing.service.Await;

/** A cloud that is stopped in good order takes nothing for a failure that it ends itself. */
class StoppedWhileBuildingTest {
    private static final int STOPS = 4;

    @TempDir
    Path folder;

    /** The end may come at any moment of a boot. */
    @Test
    void serversThatAreBeingBuiltRunAfterTheNextStart() {
        var template = new BootTemplate(folder.resolve("template"));
        var data = template.copy(folder.resolve("data"));
        for (int i = 0; i < STOPS; i++) {
            try (var cloud = new TestCloud(data)) {
                var nova = cloud.admin("nova-api").header("OpenStack-API-Version", "compute 2.96");
                nova.post("/v2.1/servers", template.server("s-net-vol"));
                nova.post("/v2.1/servers", template.server("s-net"));
                LockSupport.parkNanos(Duration.ofMillis(60L * i).toNanos());
            }
        }
        try (var cloud = new TestCloud(data)) {
            var explained = new Explained(cloud, cloud.adminToken(), data);
            await("settles").atMost(Await.PATIENCE).until(explained::settled);
            await("is explained").atMost(Await.PATIENCE).untilAsserted(explained::check);
            assertThat(explained.servers().values())
                    .hasSize(2 * STOPS)
                    .allSatisfy(s -> assertThat(s.path("status").asString())
                            .as(s.at("/fault/message").asString(""))
                            .isEqualTo("ACTIVE"));
        }
    }
}
