package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.oslo.base.Fault;
import stratus.testing.service.Await;

/**
 * A cloud halts right before and right after each of the 29 steps of a boot, and is started again: the server is there
 * once and runs, or is in error with a reason, and there is nothing that no server explains.
 */
class KilledAtEveryStepTest {
    private static final Duration SETTLES = Await.PATIENCE;
    private static final int AT_ONCE = 2;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private BootTemplate template;

    /** How one case went. */
    private record Row(String haltAt, String server, long millis, String problem) {}

    @BeforeEach
    void makeATemplate() {
        template = new BootTemplate(folder.resolve("template"));
    }

    @Test
    void aServerIsBuiltOnceOrNotAtAllWhereverTheCloudDies() {
        var steps = System.getProperty("steps", "1-29").split("-");
        var rows = new ArrayList<Future<Row>>();
        System.out.println("halt at    server    ms     problem");
        try (var workers = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int step = Integer.parseInt(steps[0]); step <= Integer.parseInt(steps[steps.length - 1]); step++) {
                for (var edge : List.of("before", "after")) {
                    rows.add(workers.submit(row(step, edge)));
                }
            }
        }
        var all = rows.stream().map(KilledAtEveryStepTest::get).toList();
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
            var done = new Row(haltAt, outcome, (System.nanoTime() - began) / 1_000_000, problem);
            System.out.println("%-10s %-9s %-6d %s".formatted(haltAt, outcome, done.millis(), problem));
            return done;
        };
    }

    private String outcome(String haltAt, boolean nothing) {
        var data = template.copy(folder.resolve(haltAt.replace(":", "-")));
        try (var child = new KillableCloud(data, haltAt)) {
            request(child);
            child.awaitHalt();
        }
        try (var cloud = new TestCloud(data)) {
            var explained = new Explained(cloud, cloud.adminToken(), data);
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
        await("is explained").atMost(SETTLES).untilAsserted(explained::check); // a volume goes in its own time
    }

    /** The answer may never come. */
    private void request(KillableCloud child) {
        try {
            var nova = child.admin("nova-api", child.logIn()).header("OpenStack-API-Version", "compute 2.96");
            nova.post("/v2.1/servers", template.server("s-net-vol"));
        } catch (Fault.Unavailable halted) {
            return;
        }
    }
}
