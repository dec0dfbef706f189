package stratus.placement.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.placement.PlacementConfig;
import stratus.placement.PlacementService;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import stratus.testing.service.Golden;
import stratus.testing.service.TestApi;

/** Answers have all that upstream's samples have. */
class GoldenTest {
    private static final String NODE = "11111111-1111-4111-8111-111111111111";
    private static final String SERVER = "22222222-2222-4222-8222-222222222222";

    private static Db db;
    private static TestApi api;

    private static RestClient at(String version) {
        return api.as("admin").header("OpenStack-API-Version", "placement " + version);
    }

    @BeforeAll
    static void start() {
        db = BothDatabases.sqlite("placement");
        api = new TestApi(new PlacementService(
                        new PlacementConfig("http://keystone:5000", null), db, new Callers(), InstantSource.system())
                .api());
        var client = at("1.39");
        var self = "/resource_providers/" + NODE;
        client.post("/resource_providers", Map.of("uuid", NODE, "name", "node"));
        client.put(
                self + "/inventories",
                Map.of(
                        "resource_provider_generation",
                        0,
                        "inventories",
                        Map.of("VCPU", Map.of("total", 4), "MEMORY_MB", Map.of("total", 4096))));
        client.put(
                self + "/traits",
                Map.of("resource_provider_generation", 1, "traits", List.of("HW_CPU_X86_VMX", "COMPUTE_NODE")));
        client.put(self + "/aggregates", Map.of("resource_provider_generation", 2, "aggregates", List.of(SERVER)));
        var claim = new HashMap<String, Object>(Map.of(
                "allocations", Map.of(NODE, Map.of("resources", Map.of("VCPU", 1))),
                "project_id", "p",
                "user_id", "u",
                "consumer_type", "INSTANCE"));
        claim.put("consumer_generation", null);
        client.put("/allocations/" + SERVER, claim);
    }

    @AfterAll
    static void stop() {
        api.close();
        db.close();
    }

    @ParameterizedTest
    @CsvSource({
        "root/get-root, 1.39, /",
        "resource_providers/get-resource_providers, 1.39, /resource_providers",
        "resource_providers/get-resource_provider, 1.39, /resource_providers/{node}",
        "inventories/get-inventories, 1.39, /resource_providers/{node}/inventories",
        "inventories/get-inventory, 1.39, /resource_providers/{node}/inventories/VCPU",
        "aggregates/get-aggregates, 1.18, /resource_providers/{node}/aggregates",
        "aggregates/get-aggregates-1.19, 1.19, /resource_providers/{node}/aggregates",
        "resource_provider_traits/get-resource_provider-traits, 1.39, /resource_providers/{node}/traits",
        "resource_provider_usages/get-resource_provider_usages, 1.39, /resource_providers/{node}/usages",
        "resource_provider_allocations/get-resource_provider_allocations, 1.39, /resource_providers/{node}/allocations",
        "allocations/get-allocations, 1.12, /allocations/{server}",
        "allocations/get-allocations-1.28, 1.28, /allocations/{server}",
        "allocations/get-allocations-1.38, 1.38, /allocations/{server}",
        "allocation_candidates/get-allocation_candidates, 1.10, /allocation_candidates?resources=VCPU:1",
        "allocation_candidates/get-allocation_candidates-1.12, 1.12, /allocation_candidates?resources=VCPU:1",
        "allocation_candidates/get-allocation_candidates-1.17, 1.17, /allocation_candidates?resources=VCPU:1",
        "allocation_candidates/get-allocation_candidates-1.29, 1.29, /allocation_candidates?resources=VCPU:1",
        "allocation_candidates/get-allocation_candidates-1.34, 1.34, /allocation_candidates?resources=VCPU:1",
        "usages/get-usages, 1.9, /usages?project_id=p",
        "usages/get-usages-1.38, 1.38, /usages?project_id=p",
        "traits/get-traits, 1.39, /traits",
        "resource_classes/get-resource_classes, 1.39, /resource_classes",
        "resource_classes/get-resource_class, 1.39, /resource_classes/VCPU",
    })
    void answersLikeTheSample(String sample, String version, String path) {
        var wanted = Golden.sample("placement/samples/%s.json".formatted(sample));
        assumeTrue(wanted.isPresent(), "no sample " + sample);

        var answer = at(version)
                .exchange("GET", path.replace("{node}", NODE).replace("{server}", SERVER), null)
                .body();

        // whichever classes, groups and types of consumers there are
        assertThat(Golden.missing(wanted.get(), answer))
                .allMatch(m -> m.matches(".*\\.([A-Z][A-Z0-9_]+|_NET[12]|unknown) is missing"));
    }

    @Test
    void errorsHaveACodeAndAnswersATimeFromTheirVersionsOn() {
        assertThat(at("1.22")
                        .exchange("GET", "/resource_providers/x", null)
                        .body()
                        .at("/errors/0")
                        .has("code"))
                .isFalse();
        assertThat(at("1.23")
                        .exchange("GET", "/resource_providers/x", null)
                        .body()
                        .at("/errors/0/code")
                        .asString())
                .isEqualTo("placement.undefined_code");
        assertThat(at("1.14").exchange("GET", "/resource_providers", null).headers())
                .doesNotContainKey("last-modified");
        assertThat(at("1.15").exchange("GET", "/resource_providers", null).headers())
                .containsEntry("cache-control", "no-cache")
                .hasEntrySatisfying("last-modified", v -> assertThat(v).endsWith("GMT"));
        var newer = at("1.99").exchange("GET", "/resource_providers", null);
        assertThat(newer.status()).isEqualTo(406);
        assertThat(newer.body().at("/errors/0/max_version").asString()).isEqualTo("1.39");
    }
}
