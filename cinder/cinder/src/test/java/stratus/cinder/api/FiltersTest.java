package stratus.cinder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.cinder.api.TestCinder.path;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {
    private TestCinder cinder;

    @BeforeEach
    void start() {
        cinder = new TestCinder();
    }

    @AfterEach
    void stop() {
        cinder.close();
    }

    private int found(String token, String version, String query) {
        return cinder.api
                .as(token)
                .header("OpenStack-API-Version", "volume " + version)
                .get(path("/volumes?" + query))
                .path("volumes")
                .size();
    }

    @ParameterizedTest
    @CsvSource({
        "name=v, 1",
        "name=w, 0",
        "size=1, 1",
        "size=2, 0",
        "bootable=true, 0",
        "consumes_quota=true, 1",
        "consumes_quota=false, 0",
        "migration_status=migrating, 0",
        "migration_status=None, 1",
        "created_at=gt:2020-01-01T00:00:00, 1",
        "created_at=lt:2020-01-01T00:00:00Z, 0",
        "'created_at=gt:2020-01-01T00:00:00,lt:2020-01-02T00:00:00', 0",
    })
    void usersFindVolumesByWhatTheyAre(String query, int count) {
        cinder.volume("v");
        assertThat(found("member", "3.71", query)).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/volumes?odd=1",
                "/volumes?host=node1",
                "/volumes/summary?odd=1",
                "/volumes?created_at=7:2020-01-01T00:00:00",
                "/volumes?created_at=gt:yesterday",
                "/snapshots?odd=1",
                "/backups?odd=1",
                "/groups?status=error",
                "/group_snapshots?odd=1",
                "/attachments?odd=1",
                "/messages?odd=1",
                "/types?odd=1",
            })
    void whatUsersMayNotFilterByIsRefused(String list) {
        var refused = cinder.as("member").exchange("GET", path(list), null);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().toString()).containsPattern("Invalid .*(filters|operator|value)");
    }

    @Test
    void beforeThatTheyWereNotRead() {
        cinder.volume("v");
        assertThat(found("member", "3.30", "odd=1")).isEqualTo(1);
        assertThat(found("member", "3.30", "created_at=gt:tomorrow")).isEqualTo(1);
    }

    @Test
    void anAdministratorMayAskForMoreAndFindsNothingByWhatNobodyKnows() {
        cinder.volume("v");
        assertThat(found("admin", "3.71", "all_tenants=1")).isEqualTo(1);
        assertThat(found("admin", "3.71", "all_tenants=1&host=" + TestCinder.BACKEND))
                .isEqualTo(1);
        assertThat(found("admin", "3.71", "all_tenants=1&odd=1")).isZero();
        var counted = cinder.as("admin").get("/v3/volumes?all_tenants=1&odd=1&with_count=true");
        assertThat(counted.path("count").intValue()).isZero();
    }

    @Test
    void anOffsetLeavesOutAsManyOfEachList() {
        for (var name : List.of("a", "b", "c")) {
            cinder.as("admin").post("/v3/qos-specs", Map.of("qos_specs", Map.of("name", name)));
        }
        var page = cinder.as("admin").get("/v3/qos-specs?sort=name:asc&limit=1&offset=1");
        assertThat(page.path("qos_specs")).hasSize(1);
        assertThat(page.path("qos_specs").get(0).path("name").stringValue()).isEqualTo("b");
        var next = page.path("qos_specs_links").get(0).path("href").stringValue();
        var rest = cinder.as("admin").get(next.substring(next.indexOf("/v3/")));
        assertThat(rest.path("qos_specs").get(0).path("name").stringValue()).isEqualTo("c");
    }

    @Test
    void typesAreFoundByTheirSpecsInPages() {
        var specs = Map.of("multiattach", "<is> True", "secret", "x");
        cinder.as("admin").post("/v3/types", Map.of("volume_type", Map.of("name", "many", "extra_specs", specs)));
        assertThat(types("member", "extra_specs={'multiattach':'<is> True'}")).isEqualTo(1);
        assertThat(types("member", "extra_specs={'secret':'x'}")).isZero();
        assertThat(types("admin", "extra_specs={'secret':'x'}")).isEqualTo(1);
        assertThat(types("admin", "is_public=true")).isEqualTo(2);
        assertThat(types("admin", "limit=1")).isEqualTo(1);
    }

    private int types(String token, String query) {
        var encoded = query.replace("{", "%7B")
                .replace("}", "%7D")
                .replace("'", "%27")
                .replace("<", "%3C")
                .replace(">", "%3E")
                .replace(" ", "%20");
        return cinder.as(token)
                .get(path("/types?" + encoded))
                .path("volume_types")
                .size();
    }

    @Test
    void poolsAreFoundByNameAndByWhatATypeAsksFor() {
        var elsewhere = Map.of("volume_backend_name", "elsewhere");
        cinder.as("admin").post("/v3/types", Map.of("volume_type", Map.of("name", "far", "extra_specs", elsewhere)));
        var pools = "/v3/scheduler-stats/get_pools?";
        assertThat(cinder.as("admin")
                        .get(pools + "name=" + TestCinder.BACKEND + "%23local")
                        .path("pools"))
                .hasSize(1);
        assertThat(cinder.as("admin").get(pools + "name=other").path("pools")).isEmpty();
        assertThat(cinder.as("admin").get(pools + "volume_type=far").path("pools"))
                .isEmpty();
        assertThat(cinder.as("admin").exchange("GET", pools + "odd=1", null).status())
                .isEqualTo(400);
    }
}
