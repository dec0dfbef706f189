package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.oslo.base.Fault;
import stratus.oslo.http.RestClient;
import stratus.testing.service.Await;

/**
 * Servers come and go, some deleted while they are being built, until the cloud is killed without warning, time and
 * again: each time everything comes to an end, and nothing is there that no server explains.
 */
class KilledUnderLoadTest {
    private static final Duration SETTLES = Await.PATIENCE;
    private static final int ROUNDS = 4;
    private static final List<String> KINDS = List.of("s", "s-net", "s-vol", "s-net-vol");

    @TempDir
    Path folder;

    @Test
    void whateverWasGoingOnComesToAnEnd() {
        long seed = Long.getLong("seed", System.nanoTime());
        try {
            kill(new Random(seed));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("with -Dseed=%d: %s".formatted(seed, e.getMessage()), e);
        }
    }

    private void kill(Random random) {
        var template = new BootTemplate(folder.resolve("template"));
        var data = template.copy(folder.resolve("data"));
        for (int round = 0; round < ROUNDS; round++) {
            load(template, data, random);
            settle(data, round == ROUNDS - 1);
        }
    }

    private static void load(BootTemplate template, Path data, Random random) {
        try (var child = new KillableCloud(data, null)) {
            var nova = child.admin("nova-api", child.logIn()).header("OpenStack-API-Version", "compute 2.96");
            var clients = List.of(
                    client(nova, template, new Random(random.nextLong())),
                    client(nova, template, new Random(random.nextLong())));
            LockSupport.parkNanos(Duration.ofMillis(500 + random.nextInt(4000)).toNanos());
            child.kill();
            clients.forEach(KilledUnderLoadTest::join);
        }
    }

    /** Makes servers and deletes them, whatever they are at by then, until nobody answers any more. */
    private static Thread client(RestClient nova, BootTemplate template, Random random) {
        return Thread.startVirtualThread(() -> {
            var mine = new ArrayList<String>();
            try {
                while (true) {
                    if (mine.size() < 2 || mine.size() < 4 && random.nextBoolean()) {
                        var wanted = template.server(KINDS.get(random.nextInt(KINDS.size())));
                        mine.add(nova.post("/v2.1/servers", wanted)
                                .at("/server/id")
                                .asString());
                    } else {
                        nova.delete("/v2.1/servers/" + mine.remove(random.nextInt(mine.size())));
                    }
                }
            } catch (Fault.Unavailable | Fault.OverQuota end) {
                return;
            }
        });
    }

    private static void settle(Path data, boolean last) {
        try (var cloud = new TestCloud(data)) {
            var explained = new Explained(cloud, cloud.adminToken(), data);
            var nova = cloud.as("nova-api", explained.token());
            await("settles").atMost(SETTLES).until(explained::settled);
            await("is explained").atMost(SETTLES).untilAsserted(explained::check);
            System.out.println(explained.servers().values().stream()
                    .map(s -> s.path("name").asString() + " " + s.path("status").asString()
                            + s.at("/fault/message").asString(""))
                    .toList());
            var old = explained.servers().keySet().stream().toList();
            old.stream().limit(last ? old.size() : old.size() / 2).forEach(id -> nova.delete("/v2.1/servers/" + id));
            if (last) {
                await("deleted").atMost(SETTLES).until(() -> explained.servers().isEmpty());
                await("is explained").atMost(SETTLES).untilAsserted(explained::check);
                assertThat(explained.servers()).isEmpty();
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
