package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import stratus.main.demo.Story;
import stratus.main.demo.Story.Scene;
import stratus.main.expose.Exposure;
import stratus.neutron.agent.host.Namespaces;
import stratus.oslo.http.RestClient;
import stratus.oslo.process.Programs;
import stratus.testing.service.Await;

/**
 * A cloud with libvirt, from the REST APIs to a log in by SSH, and what it leaves behind.
 *
 * <p>Needs root, the programs, and the test image, which {@code tools/build-test-image} makes and
 * {@code STRATUS_TEST_IMAGE} names.
 */
@Tag("host")
final class RealGuestTest {
    private static final Programs RUN = new Programs();
    private static final Duration PATIENCE = Await.PATIENCE;

    @SuppressWarnings("NullAway.Init")
    private RealHostFolder folder;

    @SuppressWarnings("NullAway.Init")
    private Path data;

    @BeforeEach
    void onAHostThatCan() throws IOException {
        assumeTrue(System.getenv("STRATUS_TEST_IMAGE") != null, "STRATUS_TEST_IMAGE names no image");
        folder = RealHostFolder.make();
        data = folder.path();
    }

    @AfterEach
    void leavesNothing() {
        if (folder != null) {
            folder.close();
        }
    }

    @Test
    void aServerWithVolumeIsReachedByItsFloatingIpAndOutlivesTheCloud() throws IOException {
        try (var cloud = start()) {
            assertThat(told(cloud))
                    .contains("logged in ", "vdb is the volume", "config drive: found")
                    .contains(IntStream.rangeClosed(1, 29)
                            .mapToObj("\n   %2d  "::formatted)
                            .toList());
            assertThat(told(cloud)).contains("is there", "logged in ", "vdb is the volume");
            aMachineLogsInOnceTheCloudIsExposed();
        }
        try (var cloud = start()) {
            assertThat(status(cloud)).isEqualTo("ACTIVE");
        }
        RUN.run("virsh", "-c", folder.libvirtd(), "destroy", guest());
        try (var cloud = start()) {
            Awaitility.await().atMost(PATIENCE).until(() -> status(cloud).equals("SHUTOFF"));
        }
        purge();
        assertThat(folder.left()).isEmpty();
    }

    /** A namespace of the test's own plays the machine. */
    private void aMachineLogsInOnceTheCloudIsExposed() {
        var machine = "t-machine-" + ProcessHandle.current().pid();
        var ssh = List.of(
                "ip",
                "netns",
                "exec",
                machine,
                "ssh",
                "-F",
                data.resolve("demo/ssh_config").toString(),
                "demo",
                "hostname");
        var namespaces = new Namespaces(data.resolve("netns"), RUN);
        namespaces.ensure(machine);
        try {
            var exposure = new Exposure(machine, Realm.of(data).name(), namespaces, RUN);
            assertThat(RUN.attempt("", ssh, PATIENCE).ok()).isFalse();
            exposure.expose();
            assertThat(RUN.attempt("", ssh, PATIENCE).out().strip()).isEqualTo("demo");
            exposure.unexpose();
            assertThat(RUN.attempt("", ssh, PATIENCE).ok()).isFalse();
        } finally {
            namespaces.remove(machine);
        }
    }

    private Cloud start() {
        return TestCloud.start(data, "libvirt");
    }

    private String told(Cloud cloud) {
        var text = new ByteArrayOutputStream();
        var scene = new Scene(
                String.valueOf(cloud.urls().get("keystone")),
                String.valueOf(cloud.urls().get("horizon")),
                cloud.adminPassword().value(),
                Realm.of(data).name(),
                data.resolve("demo"),
                Path.of(Objects.requireNonNull(System.getenv("STRATUS_TEST_IMAGE"))),
                "");
        try (var out = new PrintStream(text, true, StandardCharsets.UTF_8)) {
            new Story(scene, out).tell();
        } finally {
            System.out.write(text.toByteArray(), 0, text.size());
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static String status(Cloud cloud) {
        var keystone = RestClient.to("keystone", String.valueOf(cloud.urls().get("keystone")));
        var token = keystone.call(
                        "POST",
                        "/v3/auth/tokens",
                        TestCloud.logIn(cloud.adminPassword().value()))
                .headers()
                .get("x-subject-token");
        var nova = RestClient.to("nova", String.valueOf(cloud.urls().get("nova-api")))
                .header("X-Auth-Token", String.valueOf(token));
        return nova.get("/v2.1/servers/detail")
                .path("servers")
                .get(0)
                .path("status")
                .asString();
    }

    private String guest() {
        return RUN.run("virsh", "-c", folder.libvirtd(), "list", "--name").strip();
    }

    private void purge() {
        assertThat(new picocli.CommandLine(new Purge()).execute("--data", data.toString()))
                .isZero();
    }
}
