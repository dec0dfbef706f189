package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.oslo.base.Fault;
import stratus.oslo.http.RestClient;

/**
 * A cloud halts right before and right after each of the 29 steps of a boot, and is started again: the server is there
 * once and runs, or is in error with a reason, and there is nothing that no server explains.
 */
class KilledAtEveryStepTest {
    private static final Duration SETTLES = Duration.ofSeconds(30);
    private static final int AT_ONCE = 2;

    @TempDir
    Path folder;

    private Map<String, Object> wanted = Map.of();

    /** How one case went. */
    private record Row(String haltAt, String server, long millis, String problem) {}

    @BeforeEach
    void makeATemplate() {
        try (var cloud = new TestCloud(folder.resolve("template"))) {
            var token = cloud.adminToken();
            var image = image(cloud, token);
            wanted = Map.of(
                    "name",
                    "s",
                    "imageRef",
                    image,
                    "flavorRef",
                    "1",
                    "networks",
                    List.of(Map.of("uuid", network(cloud.as("neutron-server", token)))),
                    "block_device_mapping_v2",
                    List.of(disk("image", image, 0, "local"), disk("blank", "", 1, "volume")));
        }
    }

    @Test
    void aServerIsBuiltOnceOrNotAtAllWhereverTheCloudDies() {
        var steps = System.getProperty("steps", "1-29").split("-");
        var rows = new ArrayList<Future<Row>>();
        try (var workers = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int step = Integer.parseInt(steps[0]); step <= Integer.parseInt(steps[steps.length - 1]); step++) {
                for (var edge : List.of("before", "after")) {
                    rows.add(workers.submit(row(step, edge)));
                }
            }
        }
        var all = rows.stream().map(KilledAtEveryStepTest::get).toList();
        System.out.println("halt at    server    ms     problem");
        all.forEach(r ->
                System.out.println("%-10s %-9s %-6d %s".formatted(r.haltAt(), r.server(), r.millis(), r.problem())));
        assertThat(all).allSatisfy(r -> assertThat(r.problem()).as(r.haltAt()).isEmpty());
    }

    private static Row get(Future<Row> row) {
        try {
            return row.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Callable<Row> row(int step, String edge) {
        return () -> {
            var haltAt = step + ":" + edge;
            long began = System.nanoTime();
            var outcome = "?";
            var problem = "";
            try {
                outcome = outcome(haltAt, step < 7 || haltAt.equals("7:before"));
            } catch (AssertionError | RuntimeException e) {
                problem = String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
            }
            return new Row(haltAt, outcome, (System.nanoTime() - began) / 1_000_000, problem);
        };
    }

    private String outcome(String haltAt, boolean nothing) {
        var data = copy(haltAt.replace(":", "-"));
        try (var child = new KillableCloud(data, haltAt)) {
            request(child);
            child.awaitHalt();
        }
        try (var cloud = new TestCloud(data)) {
            var explained = new Explained(cloud, cloud.adminToken(), data, true);
            assertThat(explained.servers()).as("servers").hasSize(nothing ? 0 : 1);
            await("settles").atMost(SETTLES).until(explained::settled);
            await("is explained").atMost(SETTLES).untilAsserted(explained::check);
            var status = explained.servers().values().stream()
                    .map(s ->
                            s.path("status").asString() + s.at("/fault/message").asString(""))
                    .findFirst()
                    .orElse("none");
            assertThat(status).isEqualTo(nothing ? "none" : "ACTIVE"); // nothing here is a reason to fail
            delete(cloud, explained);
            return status;
        }
    }

    /** What a boot left can be deleted like any other. */
    private static void delete(TestCloud cloud, Explained explained) {
        var nova = cloud.as("nova-api", explained.token());
        explained.servers().keySet().forEach(id -> nova.delete("/v2.1/servers/" + id));
        await("deleted").atMost(SETTLES).until(() -> explained.servers().isEmpty());
        explained.check();
    }

    /** The answer may never come. */
    private void request(KillableCloud child) {
        try {
            var nova = child.admin("nova-api", child.logIn()).header("OpenStack-API-Version", "compute 2.96");
            nova.post("/v2.1/servers", Map.of("server", wanted));
        } catch (Fault.Unavailable halted) {
            return;
        }
    }

    private Path copy(String name) {
        var from = folder.resolve("template");
        var to = folder.resolve(name);
        try (var files = Files.walk(from)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> disk(String source, String uuid, int boot, String destination) {
        var disk = new HashMap<String, Object>(
                Map.of("source_type", source, "destination_type", destination, "delete_on_termination", true));
        disk.put("boot_index", boot == 0 ? 0 : -1);
        if (!uuid.isEmpty()) {
            disk.put("uuid", uuid);
        }
        if (destination.equals("volume")) {
            disk.put("volume_size", 1);
        }
        return disk;
    }

    private static String network(RestClient neutron) {
        var id = neutron.post("/v2.0/networks", Map.of("network", Map.of("name", "n")))
                .at("/network/id")
                .asString();
        var subnet = new HashMap<String, Object>(Map.of("network_id", id, "ip_version", 4, "cidr", "10.1.0.0/24"));
        neutron.post("/v2.0/subnets", Map.of("subnet", subnet));
        return id;
    }

    private static String image(TestCloud cloud, String token) {
        var glance = cloud.as("glance", token);
        var body = Map.of("name", "i", "disk_format", "raw", "container_format", "bare");
        var id = glance.post("/v2/images", body).at("/id").asString();
        glance.raw("PUT", "/v2/images/" + id + "/file", "application/octet-stream", new byte[1024]);
        return id;
    }
}
