package stratus.cinder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodiesByVersionTest {
    private static final String FIRST = "id status size availability_zone created_at updated_at name description"
            + " volume_type snapshot_id source_volid metadata links user_id bootable encrypted replication_status"
            + " consistencygroup_id multiattach attachments migration_status os-vol-tenant-attr:tenant_id"
            + " os-vol-host-attr:host os-vol-mig-status-attr:migstat os-vol-mig-status-attr:name_id";

    private static String[] words(String... texts) {
        return String.join(" ", texts).strip().split(" ");
    }

    @ParameterizedTest
    @CsvSource({
        "3.0, ''",
        "3.13, group_id",
        "3.21, group_id provider_id",
        "3.48, group_id provider_id service_uuid shared_targets",
        "3.61, group_id provider_id service_uuid shared_targets cluster_name",
        "3.63, group_id provider_id service_uuid shared_targets cluster_name volume_type_id",
        "3.71, group_id provider_id service_uuid shared_targets cluster_name volume_type_id consumes_quota"
    })
    void aVolumeHasWhatItsVersionHas(String version, String more) {
        try (var cinder = new TestCinder()) {
            var id = cinder.volume("v");
            var shown = cinder.api
                    .as("admin")
                    .header("OpenStack-API-Version", "volume " + version)
                    .get("/v3/volumes/" + id)
                    .path("volume");
            assertThat(shown.propertyNames()).containsExactlyInAnyOrder(words(FIRST, more));
        }
    }

    @Test
    void aListOfNoneHasNoNext() {
        try (var cinder = new TestCinder()) {
            cinder.volume("v");
            var none = cinder.as("member").get(TestCinder.path("/volumes?limit=0"));
            assertThat(none.path("volumes")).isEmpty();
            assertThat(none.has("volumes_links")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /volumes, volume",
        "POST, /attachments, attachment",
        "POST, /types, volume_type",
        "PUT, /types/__DEFAULT__, volume_type",
        "POST, /group_types, group_type",
        "POST, /groups, group",
        "POST, /snapshots, snapshot",
    })
    void aFieldThatNobodyKnowsIsRefused(String method, String path, String key) {
        try (var cinder = new TestCinder()) {
            var body = Map.of(key, Map.of("odd", "field"));
            var refused = cinder.as("admin").exchange(method, "/v3" + path, body);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body().toString()).contains("Additional properties are not allowed");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /volumes/, 404",
        "DELETE, /volumes/, 404",
        "PUT, /volumes/, 404",
        "GET, /volumes?marker=00000000-0000-4000-8000-000000000000, 404",
        "GET, /snapshots?marker=00000000-0000-4000-8000-000000000000, 404",
        "GET, /snapshots?sort_key=display_name&sort_dir=asc, 200",
        "GET, /volumes?offset=-1, 400"
    })
    void listsAreAskedForAsUpstreamHasIt(String method, String path, int status) {
        try (var cinder = new TestCinder()) {
            var body = method.equals("PUT") ? Map.of("volume", Map.of()) : null;
            assertThat(cinder.as("member")
                            .exchange(method, TestCinder.path(path), body)
                            .status())
                    .isEqualTo(status);
        }
    }

    @Test
    void aFullPageHasANextAndAnOffsetSkips() {
        try (var cinder = new TestCinder()) {
            var first = cinder.volume("a");
            cinder.volume("b");
            var page = cinder.as("member").get(TestCinder.path("/volumes?limit=2"));
            assertThat(page.path("volumes_links")).hasSize(1);
            var rest = cinder.as("member").get(TestCinder.path("/volumes?offset=1&limit=5"));
            assertThat(rest.path("volumes")).hasSize(1);
            assertThat(rest.path("volumes").get(0).path("id").stringValue()).isEqualTo(first);
        }
    }

    @Test
    void readonlyIsShownOnceSomebodyHasSaidSo() {
        try (var cinder = new TestCinder()) {
            var id = cinder.volume("v");
            assertThat(cinder.show(id).path("metadata")).isEmpty();
            for (var flag : new boolean[] {true, false}) {
                cinder.as("member")
                        .post(
                                TestCinder.path("/volumes/" + id + "/action"),
                                Map.of("os-update_readonly_flag", Map.of("readonly", flag)));
                assertThat(cinder.show(id).path("metadata").path("readonly").stringValue())
                        .isEqualTo(flag ? "True" : "False");
            }
        }
    }

    @Test
    void hintsAreFollowedOrRefused() {
        try (var cinder = new TestCinder()) {
            var first = cinder.volume("v");
            var apart =
                    Map.of("volume", Map.of("size", 1), "OS-SCH-HNT:scheduler_hints", Map.of("different_host", first));
            var id = cinder.as("member")
                    .post(TestCinder.path("/volumes"), apart)
                    .path("volume")
                    .path("id")
                    .stringValue();
            cinder.awaitStatus(id, "error");
            var odd = Map.of("volume", Map.of("size", 1), "OS-SCH-HNT:scheduler_hints", Map.of("query", "[]"));
            assertThat(cinder.as("member")
                            .exchange("POST", TestCinder.path("/volumes"), odd)
                            .status())
                    .isEqualTo(501);
        }
    }
}
