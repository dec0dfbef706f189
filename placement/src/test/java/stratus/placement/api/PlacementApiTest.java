package stratus.placement.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.oslo.http.RestClient.Answer;
import stratus.placement.PlacementConfig;
import stratus.placement.PlacementService;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;

class PlacementApiTest {
    private static final String NODE = "11111111-1111-4111-8111-111111111111";
    private static final String SERVER = "22222222-2222-4222-8222-222222222222";
    private static final String RIVAL = "33333333-3333-4333-8333-333333333333";

    private @Nullable TestApi api;

    static List<Db> databases() {
        return BothDatabases.of("placement");
    }

    private RestClient start(Db db) {
        var service = new PlacementService(
                new PlacementConfig("http://keystone:5000", null), db, new Callers(), InstantSource.system());
        api = new TestApi(service.api());
        return api.as("admin").header("OpenStack-API-Version", "placement 1.39");
    }

    @AfterEach
    void stop() {
        if (api != null) {
            api.close();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aNodeIsFilledUpToItsCapacityAndNoFurther(Db db) {
        var client = node(start(db));
        assertThat(candidates(client, "resources=VCPU:4,MEMORY_MB:512&required=HW_CPU_X86_SSE,!CUSTOM_OLD"))
                .isEqualTo(1);
        assertThat(candidates(client, "resources=VCPU:5,MEMORY_MB:512")).isZero();
        assertThat(candidates(client, "resources=VCPU:1,MEMORY_MB:100"))
                .as("a step is 128")
                .isZero();
        assertThat(claim(client, SERVER, null, 3).status()).isEqualTo(204);
        assertThat(candidates(client, "resources=VCPU:2")).isZero();
        var full = claim(client, RIVAL, null, 2);
        assertThat(full.status()).isEqualTo(409);
        assertThat(full.body().at("/errors/0/detail").asString())
                .contains("Unable to create allocation for 'VCPU' on resource provider '%s'".formatted(NODE));
        assertThat(claim(client, RIVAL, null, 1).status()).isEqualTo(204);
        var usages = client.get("/resource_providers/" + NODE + "/usages").path("usages");
        assertThat(usages.path("VCPU").longValue()).isEqualTo(4);
        client.delete("/allocations/" + RIVAL);
        assertThat(client.exchange("DELETE", "/allocations/" + RIVAL, null).status())
                .isEqualTo(404);
        assertThat(client.get("/usages?project_id=p").at("/usages/INSTANCE").toString())
                .isEqualTo("{\"VCPU\":3,\"consumer_count\":1}");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whoeverBelievesInAnOldGenerationIsRefused(Db db) {
        var client = node(start(db));
        var stale = client.exchange(
                "PUT",
                "/resource_providers/" + NODE + "/inventories",
                Map.of("resource_provider_generation", 0, "inventories", Map.of()));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.body().at("/errors/0/code").asString()).isEqualTo("placement.concurrent_update");
        assertThat(claim(client, SERVER, null, 1).status()).isEqualTo(204);
        var twice = claim(client, SERVER, null, 1);
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.body().at("/errors/0/code").asString()).isEqualTo("placement.concurrent_update");
        assertThat(claim(client, SERVER, 1L, 2).status()).isEqualTo(204);
        var inUse = client.exchange("DELETE", "/resource_providers/" + NODE, null);
        assertThat(inUse.body().at("/errors/0/code").asString()).isEqualTo("placement.resource_provider.inuse");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aTreeMaySpreadADemandOverItsProviders(Db db) {
        var client = node(start(db));
        var disk = "44444444-4444-4444-8444-444444444444";
        client.post("/resource_providers", Map.of("uuid", disk, "name", "disk", "parent_provider_uuid", NODE));
        client.put(
                "/resource_providers/" + disk + "/inventories",
                Map.of("resource_provider_generation", 0, "inventories", Map.of("DISK_GB", Map.of("total", 10))));
        var found = client.get("/allocation_candidates?resources=VCPU:1,DISK_GB:5");
        var allocations = found.at("/allocation_requests/0/allocations");
        assertThat(allocations.path(disk).at("/resources/DISK_GB").intValue()).isEqualTo(5);
        assertThat(found.path("provider_summaries")
                        .path(disk)
                        .path("root_provider_uuid")
                        .asString())
                .isEqualTo(NODE);
        var group = "55555555-5555-4555-8555-555555555555";
        assertThat(candidates(client, "resources=VCPU:1&member_of=" + group)).isZero();
        long generation =
                client.get("/resource_providers/" + NODE).path("generation").longValue();
        client.put(
                "/resource_providers/" + NODE + "/aggregates",
                Map.of("aggregates", List.of(group), "resource_provider_generation", generation));
        assertThat(candidates(client, "resources=VCPU:1&member_of=" + group)).isEqualTo(1);
        assertThat(candidates(client, "resources=VCPU:1&member_of=!" + group)).isZero();
        assertThat(client.get("/resource_providers?in_tree=" + disk)
                        .path("resource_providers")
                        .size())
                .isEqualTo(2);
        assertThat(client.exchange("GET", "/allocation_candidates?resources1=VCPU:1", null)
                        .status())
                .isEqualTo(501);
        assertThat(client.exchange("DELETE", "/resource_providers/" + NODE, null)
                        .status())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void onlyAdminsAndServicesMayLook(Db db) {
        start(db);
        var api = Objects.requireNonNull(this.api);
        assertThat(api.as("member").exchange("GET", "/resource_providers", null).status())
                .isEqualTo(403);
        assertThat(api.as("service")
                        .exchange("GET", "/resource_providers", null)
                        .status())
                .isEqualTo(200);
        assertThat(api.anonymous().get("/").at("/versions/0/max_version").asString())
                .isEqualTo("1.39");
        assertThat(api.as("admin").exchange("GET", "/traits", null).status())
                .as("not in 1.0")
                .isEqualTo(404);
    }

    private static RestClient node(RestClient client) {
        client.post("/resource_providers", Map.of("uuid", NODE, "name", "node"));
        client.exchange("PUT", "/traits/CUSTOM_OLD", null);
        var inventories = Map.of(
                "VCPU", Map.of("total", 3, "reserved", 1, "allocation_ratio", 2.0),
                "MEMORY_MB", Map.of("total", 1024, "step_size", 128, "max_unit", 512));
        client.put(
                "/resource_providers/" + NODE + "/inventories",
                Map.of("resource_provider_generation", 0, "inventories", inventories));
        client.put(
                "/resource_providers/" + NODE + "/traits",
                Map.of("resource_provider_generation", 1, "traits", List.of("HW_CPU_X86_SSE")));
        return client;
    }

    private static int candidates(RestClient client, String query) {
        return client.get("/allocation_candidates?" + query)
                .path("allocation_requests")
                .size();
    }

    private static Answer claim(RestClient client, String consumer, @Nullable Long generation, long cpus) {
        var body = new HashMap<String, @Nullable Object>(Map.of(
                "allocations", Map.of(NODE, Map.of("resources", Map.of("VCPU", cpus))),
                "project_id", "p",
                "user_id", "u",
                "consumer_type", "INSTANCE"));
        body.put("consumer_generation", generation);
        return client.exchange("PUT", "/allocations/" + consumer, body);
    }
}
