package stratus.cinder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.cinder.api.TestCinder.path;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stratus.testing.service.Await;
import tools.jackson.databind.JsonNode;

class GroupsApiTest {
    private TestCinder cinder;
    private String type = "";

    @BeforeEach
    void start() {
        cinder = new TestCinder();
        type = cinder.as("admin")
                .post("/v3/types", Map.of("volume_type", Map.of("name", "gold")))
                .path("volume_type")
                .path("id")
                .stringValue();
        cinder.as("admin").post("/v3/group_types", Map.of("group_type", Map.of("name", "g")));
    }

    @AfterEach
    void stop() {
        cinder.close();
    }

    private JsonNode post(String path, Map<String, ?> body) {
        return cinder.as("member").post(path(path), body);
    }

    private int status(String method, String path, @Nullable Map<String, ?> body) {
        return cinder.as("member").exchange(method, path(path), body).status();
    }

    private String group(String name) {
        var body = Map.of("name", name, "group_type", "g", "volume_types", List.of("gold"));
        return post("/groups", Map.of("group", body)).path("group").path("id").stringValue();
    }

    private String volume(String group) {
        var id = cinder.create(Map.of("size", 1, "volume_type", "gold", "group_id", group));
        cinder.awaitStatus(id, "available");
        return id;
    }

    private JsonNode show(String group) {
        return cinder.as("admin")
                .get("/v3/groups/" + group + "?list_volume=true")
                .path("group");
    }

    private boolean gone(String path) {
        return cinder.as("admin").exchange("GET", "/v3" + path, null).status() == 404;
    }

    private int delete(String group, boolean withVolumes) {
        return status("POST", "/groups/" + group + "/action", Map.of("delete", Map.of("delete-volumes", withVolumes)));
    }

    @Test
    void aGroupGoesWithItsVolumesOnly() {
        var group = group("one");
        assertThat(show(group).path("status").stringValue()).isEqualTo("available");
        var volume = volume(group);
        assertThat(cinder.show(volume).path("group_id").stringValue()).isEqualTo(group);
        assertThat(show(group).path("volumes").get(0).stringValue()).isEqualTo(volume);
        assertThat(show(group).path("volume_types").get(0).stringValue()).isEqualTo(type);

        assertThat(status("DELETE", "/volumes/" + volume, null)).isEqualTo(400);
        assertThat(delete(group, false)).isEqualTo(400);
        assertThat(cinder.as("admin")
                        .exchange("DELETE", "/v3/group_types/g", null)
                        .status())
                .isEqualTo(400);
        assertThat(delete(group, true)).isEqualTo(202);
        Await.until(() -> gone("/groups/" + group));
        assertThat(gone("/volumes/" + volume)).isTrue();
    }

    @Test
    void volumesComeAndGo() {
        var group = group("one");
        var volume = volume(group);
        var other = cinder.volume("other type");
        var path = "/groups/" + group;
        assertThat(status("PUT", path, Map.of("group", Map.of("remove_volumes", volume, "name", "two"))))
                .isEqualTo(202);
        assertThat(show(group).path("name").stringValue()).isEqualTo("two");
        assertThat(show(group).path("volumes")).isEmpty();
        assertThat(status("PUT", path, Map.of("group", Map.of("remove_volumes", volume))))
                .isEqualTo(400);
        assertThat(status("PUT", path, Map.of("group", Map.of("add_volumes", other))))
                .isEqualTo(400);
        assertThat(status("PUT", path, Map.of("group", Map.of("name", "two")))).isEqualTo(400);
        assertThat(status("PUT", path, Map.of("group", Map.of("add_volumes", volume + ","))))
                .isEqualTo(202);
        assertThat(show(group).path("volumes")).hasSize(1);
    }

    @Test
    void aSnapshotOfAGroupIsOneOfEachVolume() {
        var group = group("one");
        var volume = volume(group);
        volume(group);
        var made = post("/group_snapshots", Map.of("group_snapshot", Map.of("group_id", group, "name", "s")))
                .path("group_snapshot");
        var path = "/group_snapshots/" + made.path("id").stringValue();
        Await.until(() -> statusOf(path).equals("available"));
        var one = cinder.as("member")
                .get(path("/snapshots/detail?volume_id=" + volume))
                .path("snapshots")
                .get(0);
        assertThat(one.path("group_snapshot_id").stringValue())
                .isEqualTo(made.path("id").stringValue());
        assertThat(status("DELETE", "/snapshots/" + one.path("id").stringValue(), null))
                .isEqualTo(400);
        assertThat(delete(group, true)).isEqualTo(400);

        var source = Map.of("name", "copy", "group_snapshot_id", made.path("id").stringValue());
        var copy = post("/groups/action", Map.of("create-from-src", source));
        var id = copy.path("group").path("id").stringValue();
        Await.until(() -> show(id).path("status").stringValue().equals("available"));
        assertThat(show(id).path("volumes")).hasSize(2);

        assertThat(status("DELETE", path, null)).isEqualTo(202);
        Await.until(() -> gone(path));
        assertThat(cinder.as("member").get(path("/snapshots")).path("snapshots"))
                .isEmpty();
    }

    private String statusOf(String path) {
        return cinder.as("member")
                .get(path(path))
                .path("group_snapshot")
                .path("status")
                .stringValue();
    }

    @Test
    void aGroupIsCopied() {
        var group = group("one");
        assertThat(status("POST", "/groups/action", Map.of("create-from-src", Map.of("source_group_id", group))))
                .isEqualTo(400);
        volume(group);
        var copy = post("/groups/action", Map.of("create-from-src", Map.of("source_group_id", group)))
                .path("group")
                .path("id")
                .stringValue();
        Await.until(() -> show(copy).path("status").stringValue().equals("available"));
        assertThat(show(copy).path("source_group_id").stringValue()).isEqualTo(group);
        assertThat(show(copy).path("volumes")).hasSize(1);
    }

    @Test
    void whatNoBackendOffersIsAnErrorAndSoIsTheGroup() {
        var specs = Map.of("consistent_group_snapshot_enabled", "<is> True");
        cinder.as("admin").post("/v3/group_types", Map.of("group_type", Map.of("name", "c", "group_specs", specs)));
        var body = Map.of("group", Map.of("group_type", "c", "volume_types", List.of(type)));
        var id = post("/groups", body).path("group").path("id").stringValue();
        assertThat(show(id).path("status").stringValue()).isEqualTo("error");
        assertThat(delete(id, false)).isEqualTo(202);
        assertThat(gone("/groups/" + id)).isTrue();
    }

    @Test
    void aBackendHasToOfferEachOfTheTypes() {
        cinder.as("admin")
                .post(
                        "/v3/types",
                        Map.of(
                                "volume_type",
                                Map.of("name", "other", "extra_specs", Map.of("volume_backend_name", "elsewhere"))));
        cinder.as("admin")
                .post(
                        "/v3/types",
                        Map.of(
                                "volume_type",
                                Map.of("name", "here", "extra_specs", Map.of("volume_backend_name", "local"))));
        assertThat(made("other", "here")).isEqualTo("error");
        assertThat(made("here", "other")).isEqualTo("error");
        assertThat(made("here", "gold")).isEqualTo("available");
        assertThat(cinder.as("admin").exchange("DELETE", "/v3/types/here", null).status())
                .isEqualTo(400);
    }

    private String made(String... types) {
        var body = Map.of("group", Map.of("group_type", "g", "volume_types", List.of(types)));
        var id = post("/groups", body).path("group").path("id").stringValue();
        return show(id).path("status").stringValue();
    }

    @Test
    void aZoneThatIsNotThereIsRefused() {
        var fields = Map.of("group_type", "g", "volume_types", List.of("gold"), "availability_zone", "moon");
        assertThat(status("POST", "/groups", Map.of("group", fields))).isEqualTo(400);
    }

    @Test
    void aDescriptionComesWithoutAName() {
        var fields = Map.of("group_type", "g", "volume_types", List.of("gold"));
        var id = post("/groups", Map.of("group", fields))
                .path("group")
                .path("id")
                .stringValue();
        assertThat(status("PUT", "/groups/" + id, Map.of("group", Map.of("description", "d"))))
                .isEqualTo(202);
        assertThat(show(id).path("description").stringValue()).isEqualTo("d");
        assertThat(show(id).path("name").isNull()).isTrue();
    }

    @Test
    void whatIsOnAFrozenBackendStays() {
        var group = group("one");
        volume(group);
        var plain = cinder.volume("plain");
        cinder.as("admin").put("/v3/os-services/freeze", Map.of("host", TestCinder.BACKEND));
        var delete = Map.of("delete", Map.of("delete-volumes", true));
        var refused = cinder.as("member").exchange("POST", path("/groups/" + group + "/action"), delete);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().toString()).contains("not allowed on frozen storage backends");
        var snapshot = Map.of("group_snapshot", Map.of("group_id", group));
        assertThat(status("POST", "/group_snapshots", snapshot)).isEqualTo(400);
        assertThat(status("POST", "/snapshots", Map.of("snapshot", Map.of("volume_id", plain))))
                .isEqualTo(400);
        assertThat(status("DELETE", "/volumes/" + plain, null)).isEqualTo(400);
        cinder.as("admin").put("/v3/os-services/thaw", Map.of("host", TestCinder.BACKEND));
        assertThat(delete(group, true)).isEqualTo(202);
    }

    @Test
    void onlyAnOperatorSetsAStatus() {
        var action = "/groups/" + group("one") + "/action";
        var body = Map.of("reset_status", Map.of("status", "error"));
        assertThat(status("POST", action, body)).isEqualTo(403);
        assertThat(cinder.as("admin").exchange("POST", "/v3" + action, body).status())
                .isEqualTo(202);
        assertThat(cinder.as("admin")
                        .exchange("POST", "/v3" + action, Map.of("reset_status", Map.of("status", "odd")))
                        .status())
                .isEqualTo(400);
        assertThat(status("POST", action, Map.of("enable_replication", Map.of())))
                .isEqualTo(400);
    }

    @Test
    void groupsCountAgainstTheQuota() {
        cinder.as("admin")
                .put(
                        "/v3/os-quota-sets/" + stratus.testing.service.Callers.PROJECT,
                        Map.of("quota_set", Map.of("groups", 1)));
        group("one");
        var body = Map.of("group", Map.of("group_type", "g", "volume_types", List.of("gold")));
        assertThat(status("POST", "/groups", body)).isEqualTo(413);
    }
}
