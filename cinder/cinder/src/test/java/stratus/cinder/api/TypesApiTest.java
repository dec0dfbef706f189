package stratus.cinder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.cinder.api.TestCinder.path;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stratus.testing.service.Callers;

class TypesApiTest {
    private TestCinder cinder;

    @BeforeEach
    void start() {
        cinder = new TestCinder();
    }

    @AfterEach
    void stop() {
        cinder.close();
    }

    private String type(String name, boolean open) {
        return cinder.as("admin")
                .post("/v3/types", Map.of("volume_type", Map.of("name", name, "os-volume-type-access:is_public", open)))
                .path("volume_type")
                .path("id")
                .stringValue();
    }

    @Test
    void extraSpecsAreChangedUntilAVolumeHasTheType() {
        var id = type("gold", true);
        var specs = "/v3/types/" + id + "/extra_specs";
        cinder.as("admin").post(specs, Map.of("extra_specs", Map.of("a", "b", "multiattach", "<is> True")));
        cinder.as("admin").put(specs + "/a", Map.of("a", "c"));
        assertThat(cinder.as("admin").get(specs + "/a").path("a").stringValue()).isEqualTo("c");
        assertThat(cinder.as("member").get(specs).path("extra_specs").propertyNames())
                .containsExactly("multiattach");
        cinder.as("admin").delete(specs + "/a");
        assertThat(cinder.as("admin").exchange("DELETE", specs + "/a", null).status())
                .isEqualTo(404);

        var volume = cinder.create(Map.of("size", 1, "volume_type", "gold"));
        assertThat(cinder.show(volume).path("multiattach").booleanValue()).isTrue();
        var late = cinder.as("admin").exchange("POST", specs, Map.of("extra_specs", Map.of("a", "b")));
        assertThat(late.status()).isEqualTo(400);
        assertThat(late.body().toString()).contains("Volume Type is currently in use.");
    }

    @Test
    void aPrivateTypeIsForThoseWhoAreGrantedIt() {
        var id = type("secret", false);
        assertThat(cinder.as("member")
                        .exchange("GET", path("/types/" + id), null)
                        .status())
                .isEqualTo(404);
        cinder.as("admin")
                .post("/v3/types/" + id + "/action", Map.of("addProjectAccess", Map.of("project", Callers.PROJECT)));
        assertThat(cinder.as("member")
                        .exchange("GET", path("/types/" + id), null)
                        .status())
                .isEqualTo(200);
        assertThat(cinder.as("admin")
                        .get("/v3/types/" + id + "/os-volume-type-access")
                        .path("volume_type_access")
                        .get(0)
                        .path("project_id")
                        .stringValue())
                .isEqualTo(Callers.PROJECT);
    }

    @Test
    void aProjectHasItsOwnDefault() {
        type("ours", true);
        var own = "/v3/default-types/" + Callers.PROJECT;
        cinder.as("admin").put(own, Map.of("default_type", Map.of("volume_type", "ours")));
        var volume = cinder.create(Map.of("size", 1));
        assertThat(cinder.show(volume).path("volume_type").stringValue()).isEqualTo("ours");
        assertThat(cinder.as("admin").exchange("DELETE", own, null).status()).isEqualTo(204);
        assertThat(cinder.as("admin").exchange("GET", own, null).status()).isEqualTo(404);
    }
}
