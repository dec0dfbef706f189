package stratus.neutron.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.neutron.TestNeutron;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;

/** Bounds that only something wrong by its shape would break, on a machine with others on it. */
final class SpeedTest {
    static List<Db> databases() {
        return BothDatabases.of("neutron");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void portsAreMadeAndListedQuickly(Db db) throws Exception {
        try (var neutron = new TestNeutron(db, true);
                var threads = Executors.newFixedThreadPool(8)) {
            var admin = neutron.api.as("admin");
            var world = new NetworkWorld(admin, neutron.api.as("member"));
            var network = world.network();
            world.subnet(network, "10.0.0.0/16");
            admin.put("/v2.0/quotas/" + project(admin), Map.of("quota", Map.of("port", -1)));
            Callable<Boolean> one =
                    () -> world.port(admin, Map.of("network_id", network)).has("id");
            threads.invokeAll(Collections.nCopies(40, one));

            var made = time(() -> threads.invokeAll(Collections.nCopies(100, one)));
            bulk(admin, network, 860);
            admin.get("/v2.0/ports");
            var listed = time(() -> admin.get("/v2.0/ports"));

            assertThat(admin.get("/v2.0/ports").path("ports").size()).isEqualTo(1000);
            System.getLogger("speed")
                    .log(System.Logger.Level.INFO, "100 ports by 8: %s; list of 1000: %s".formatted(made, listed));
            assertThat(made).isLessThan(Duration.ofSeconds(60));
            assertThat(listed).isLessThan(Duration.ofSeconds(20));
        }
    }

    private static String project(RestClient client) {
        return client.get("/v2.0/quotas/project").at("/project/project_id").stringValue();
    }

    private static void bulk(RestClient client, String network, int count) {
        var all = new ArrayList<Map<String, String>>();
        for (int i = 0; i < count; i++) {
            all.add(Map.of("network_id", network, "name", "p" + i));
        }
        client.post("/v2.0/ports", Map.of("ports", all));
    }

    private static Duration time(Callable<?> what) throws Exception {
        long begin = System.nanoTime();
        what.call();
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
