package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
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
import stratus.oslo.db.DbConfig;
import stratus.oslo.http.RestClient;
import stratus.oslo.messaging.InProcessBus;
import stratus.oslo.process.Programs;

/**
 * A cloud with libvirt, from the REST APIs to a log in by SSH, and what it leaves behind.
 *
 * <p>Needs root, the programs, and the test image, which {@code tools/build-test-image} makes and
 * {@code STRATUS_TEST_IMAGE} names.
 */
@Tag("host")
final class RealGuestTest {
    private static final Programs RUN = new Programs();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init")
    private Path data;

    @BeforeEach
    void onAHostThatCan() throws IOException {
        assumeTrue(
                VirtChoice.of("auto").driver().equals("libvirt"),
                () -> VirtChoice.of("auto").why());
        assumeTrue(System.getenv("STRATUS_TEST_IMAGE") != null, "STRATUS_TEST_IMAGE names no image");
        data = Files.createTempDirectory(Path.of("/var/tmp"), "stratus-");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @AfterEach
    void removesItsFolder() throws IOException {
        if (data == null) {
            return;
        }
        try (var bus = new InProcessBus()) {
            new RealHost(data, "localhost").purge(bus);
        }
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
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
        }
        try (var cloud = start()) {
            assertThat(status(cloud)).isEqualTo("ACTIVE");
        }
        RUN.run("virsh", "-c", libvirtd(), "destroy", guest());
        try (var cloud = start()) {
            Awaitility.await().atMost(PATIENCE).until(() -> status(cloud).equals("SHUTOFF"));
        }
        purge();
        assertThat(left()).isEmpty();
    }

    private Cloud start() {
        return Cloud.start(new CloudConfig(
                data,
                Ports.free("127.0.0.1"),
                DbConfig.sqlite(data.resolve("db")),
                "host1",
                "libvirt",
                "qemu",
                4,
                InstantSource.system()));
    }

    private String told(Cloud cloud) {
        var text = new ByteArrayOutputStream();
        var scene = new Scene(
                String.valueOf(cloud.urls().get("keystone")),
                String.valueOf(cloud.urls().get("horizon")),
                cloud.adminPassword().value(),
                Realm.of(data).name(),
                data.resolve("demo"),
                Path.of(Objects.requireNonNull(System.getenv("STRATUS_TEST_IMAGE"))));
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

    private String libvirtd() {
        return "qemu+unix:///system?socket=" + data.resolve("libvirt/sock/libvirt-sock");
    }

    private String guest() {
        return RUN.run("virsh", "-c", libvirtd(), "list", "--name").strip();
    }

    private void purge() {
        assertThat(new picocli.CommandLine(new Purge()).execute("--data", data.toString()))
                .isZero();
    }

    /** Processes, namespaces, mounts and files that are ours. */
    private List<String> left() throws IOException {
        var left = new java.util.ArrayList<String>();
        var realm = Realm.of(data);
        if (Files.exists(realm.runtime())) {
            left.add(realm.runtime().toString());
        }
        RUN.run("ip", "netns")
                .lines()
                .filter(line -> line.startsWith(realm.name()))
                .forEach(left::add);
        Files.readString(Path.of("/proc/self/mounts"))
                .lines()
                .filter(line -> line.contains(data.toString()))
                .forEach(left::add);
        ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(data.toString())
                        || line.contains(realm.runtime().toString()))
                .filter(line -> !line.contains("surefire"))
                .forEach(left::add);
        return left;
    }
}
