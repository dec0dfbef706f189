package stratus.cinder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupTypesApiTest {
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
                .post("/v3/group_types", Map.of("group_type", Map.of("name", name, "is_public", open)))
                .path("group_type")
                .path("id")
                .stringValue();
    }

    @Test
    void specsAreSetAndTakenAway() {
        var path = "/v3/group_types/" + type("t", true);
        var specs = path + "/group_specs";
        assertThat(cinder.as("admin")
                        .exchange("POST", specs, Map.of("group_specs", Map.of("a", "b", "c", "d")))
                        .status())
                .isEqualTo(202);
        cinder.as("admin").put(specs + "/a", Map.of("a", "x"));
        assertThat(cinder.as("admin").exchange("DELETE", specs + "/c", null).status())
                .isEqualTo(202);
        assertThat(cinder.as("admin").exchange("GET", specs + "/c", null).status())
                .isEqualTo(404);
        assertThat(cinder.as("admin")
                        .exchange("PUT", specs + "/a", Map.of("b", "x"))
                        .status())
                .isEqualTo(400);
        var shown = cinder.as("admin").get(path).path("group_type").path("group_specs");
        assertThat(shown.toString()).isEqualTo("{\"a\":\"x\"}");
        assertThat(cinder.as("member").get(path).path("group_type").has("group_specs"))
                .isFalse();
    }

    @Test
    void listsAreOfPublicOnesUnlessAskedOtherwise() {
        type("a", true);
        type("b", false);
        assertThat(cinder.as("admin").get("/v3/group_types").path("group_types"))
                .hasSize(1);
        assertThat(cinder.as("admin")
                        .get("/v3/group_types?is_public=None&sort=name:desc")
                        .path("group_types")
                        .get(0)
                        .path("name")
                        .stringValue())
                .isEqualTo("b");
        assertThat(cinder.as("member").get("/v3/group_types?is_public=False").path("group_types"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "admin, POST, '', '{\"group_type\": {\"name\": \"taken\"}}', 409",
        "admin, POST, '', '{\"group_type\": {}}', 400",
        "admin, POST, '', '{\"group_type\": {\"name\": \"n\", \"odd\": 1}}', 400",
        "member, POST, '', '{\"group_type\": {\"name\": \"n\"}}', 403",
        "admin, PUT, /taken, '{\"group_type\": {\"name\": \" \"}}', 400",
        "admin, PUT, /taken, '{\"group_type\": {}}', 400",
        "admin, PUT, /taken, '{\"group_type\": {\"description\": \"d\"}}', 200",
        "admin, GET, /none, , 404",
        "admin, GET, /default, , 404",
        "admin, DELETE, /taken, , 202"
    })
    void requestsAreAnsweredAsUpstreamHasIt(String who, String method, String path, String body, int status) {
        type("taken", true);
        var json = body == null
                ? null
                : tools.jackson.databind.json.JsonMapper.shared().readTree(body);
        assertThat(cinder.as(who)
                        .exchange(method, "/v3/group_types" + path, json)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void theyAreNotThereBeforeTheirVersion() {
        var old = cinder.api.as("admin").header("OpenStack-API-Version", "volume 3.10");
        assertThat(old.exchange("GET", "/v3/group_types", null).status()).isEqualTo(404);
    }
}
