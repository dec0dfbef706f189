package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stratus.oslo.base.Fault;
import stratus.testing.service.Await;

/** As {@link KilledAtEveryStepTest}, at those steps that leave something on the host, with QEMU and real networks. */
@Tag("host")
final class KilledWithRealGuestsTest {
    private static final Duration SETTLES = Await.PATIENCE;

    @SuppressWarnings("NullAway.Init")
    private static RealHostFolder folder;

    @SuppressWarnings("NullAway.Init")
    private static BootTemplate template;

    @BeforeAll
    static void makesATemplate() throws IOException {
        folder = RealHostFolder.make();
        template = new BootTemplate(folder.path(), "libvirt");
    }

    @AfterAll
    static void leavesNothing() throws IOException {
        if (folder != null) {
            folder.close();
            assertThat(folder.left()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13:before",
                "13:after",
                "21:before",
                "21:after",
                "24:before",
                "24:after",
                "27:before",
                "27:after",
                "29:before",
                "29:after"
            })
    void aServerIsBuiltOnceWhereverTheCloudDies(String haltAt) {
        try (var child = new KillableCloud(folder.path(), haltAt, "libvirt")) {
            request(child);
            child.awaitHalt();
        }
        try (var cloud = new TestCloud(folder.path(), "libvirt")) {
            var explained = new Explained(cloud, cloud.adminToken(), folder.path());
            assertThat(explained.servers()).hasSize(1);
            await("settles").atMost(SETTLES).until(explained::settled);
            await("is explained").atMost(SETTLES).untilAsserted(explained::check);
            assertThat(explained.servers().values())
                    .allSatisfy(server -> assertThat(server.path("status").asString())
                            .as(String.valueOf(server.path("fault")))
                            .isEqualTo("ACTIVE"));
            delete(cloud, explained);
        }
    }

    private static void delete(TestCloud cloud, Explained explained) {
        var nova = cloud.as("nova-api", explained.token());
        explained.servers().keySet().forEach(id -> nova.delete("/v2.1/servers/" + id));
        await("deleted").atMost(SETTLES).until(() -> explained.servers().isEmpty());
        await("is explained").atMost(SETTLES).untilAsserted(explained::check);
    }

    /** The answer may never come. */
    private static void request(KillableCloud child) {
        try {
            var nova = child.admin("nova-api", child.logIn()).header("OpenStack-API-Version", "compute 2.96");
            nova.post("/v2.1/servers", template.server("s-net-vol"));
        } catch (Fault.Unavailable halted) {
            return;
        }
    }
}
