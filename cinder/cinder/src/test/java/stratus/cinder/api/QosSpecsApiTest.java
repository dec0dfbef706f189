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
import stratus.oslo.base.Ids.ServerId;
import tools.jackson.databind.JsonNode;

class QosSpecsApiTest {
    private TestCinder cinder;

    @BeforeEach
    void start() {
        cinder = new TestCinder();
    }

    @AfterEach
    void stop() {
        cinder.close();
    }

    private String qos(Map<String, String> fields) {
        return cinder.as("admin")
                .post("/v3/qos-specs", Map.of("qos_specs", fields))
                .path("qos_specs")
                .path("id")
                .stringValue();
    }

    private String type(String name) {
        return cinder.as("admin")
                .post("/v3/types", Map.of("volume_type", Map.of("name", name)))
                .path("volume_type")
                .path("id")
                .stringValue();
    }

    private int status(String method, String path) {
        return cinder.as("admin").exchange(method, path, null).status();
    }

    @Test
    void keysAreSetAndTakenAway() {
        var id = qos(Map.of("name", "fast", "read_iops_sec", "2000"));
        var given = Map.of("qos_specs", Map.of("write_iops_sec", "7", "consumer", "both"));
        var answer = cinder.as("admin").put("/v3/qos-specs/" + id, given);
        assertThat(answer.path("qos_specs").propertyNames()).containsExactlyInAnyOrder("write_iops_sec", "consumer");
        cinder.as("admin").put("/v3/qos-specs/" + id + "/delete_keys", Map.of("keys", List.of("read_iops_sec")));

        var shown = cinder.as("admin").get("/v3/qos-specs/" + id).path("qos_specs");
        assertThat(shown.path("consumer").stringValue()).isEqualTo("both");
        assertThat(shown.path("specs").propertyNames()).containsExactly("write_iops_sec");
        assertThat(cinder.as("admin").get("/v3/qos-specs").path("qos_specs").get(0))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "admin, '{\"qos_specs\": {\"name\": \"taken\"}}', 409",
        "admin, '{\"qos_specs\": {\"name\": \"new\", \"consumer\": \"nobody\"}}', 400",
        "admin, '{\"qos_specs\": {\"name\": \" \"}}', 400",
        "admin, '{\"qos_specs\": {\"name\": \"new\", \"read_iops_sec\": 5}}', 400",
        "admin, '{}', 400",
        "member, '{\"qos_specs\": {\"name\": \"new\"}}', 403"
    })
    void whatCannotBeIsRefused(String who, String body, int status) {
        qos(Map.of("name", "taken"));
        var json = tools.jackson.databind.json.JsonMapper.shared().readTree(body);
        assertThat(cinder.as(who).exchange("POST", "/v3/qos-specs", json).status())
                .isEqualTo(status);
    }

    @Test
    void typesAreAssociatedWithAtMostOne() {
        var one = qos(Map.of("name", "one"));
        var two = qos(Map.of("name", "two"));
        var type = type("gold");
        var at = "/associate?vol_type_id=" + type;
        assertThat(status("GET", "/v3/qos-specs/" + one + at)).isEqualTo(202);
        assertThat(status("GET", "/v3/qos-specs/" + two + at)).isEqualTo(400);
        assertThat(status("GET", "/v3/qos-specs/" + one + "/associate")).isEqualTo(400);
        assertThat(status("GET", "/v3/qos-specs/" + one + "/associate?vol_type_id=none"))
                .isEqualTo(404);
        assertThat(cinder.as("admin")
                        .get("/v3/types/" + type)
                        .path("volume_type")
                        .path("qos_specs_id")
                        .stringValue())
                .isEqualTo(one);
        assertThat(cinder.as("admin")
                        .get("/v3/qos-specs/" + one + "/associations")
                        .path("qos_associations")
                        .get(0)
                        .path("name")
                        .stringValue())
                .isEqualTo("gold");

        assertThat(status("DELETE", "/v3/qos-specs/" + one)).isEqualTo(400);
        assertThat(status("GET", "/v3/qos-specs/" + one + "/dis" + at.substring(1)))
                .isEqualTo(202);
        assertThat(status("GET", "/v3/qos-specs/" + two + at)).isEqualTo(202);
        assertThat(status("GET", "/v3/qos-specs/" + two + "/disassociate_all")).isEqualTo(202);
        assertThat(status("GET", "/v3/qos-specs/" + one + at)).isEqualTo(202);
        assertThat(status("DELETE", "/v3/qos-specs/" + one + "?force=true")).isEqualTo(202);
        assertThat(status("GET", "/v3/qos-specs/" + one)).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"front-end, true", "both, true", "back-end, false"})
    void theHypervisorIsToldWhatItHasToKeepTo(String consumer, boolean told) {
        var id = qos(Map.of("name", "q", "consumer", consumer, "read_iops_sec_per_gb", "100", "total_bytes_sec", "9"));
        cinder.as("admin").get("/v3/qos-specs/" + id + "/associate?vol_type_id=" + type("gold"));
        var volume = cinder.create(Map.of("size", 2, "volume_type", "gold"));
        cinder.awaitStatus(volume, "available");

        var info = attached(volume);
        assertThat(info.path("qos_specs").isNull()).isNotEqualTo(told);
        if (told) {
            assertThat(info.path("qos_specs").path("read_iops_sec").stringValue())
                    .isEqualTo("200");
            assertThat(info.path("qos_specs").path("total_bytes_sec").stringValue())
                    .isEqualTo("9");
        }
    }

    private JsonNode attached(String volume) {
        var body = Map.of(
                "volume_uuid",
                volume,
                "instance_uuid",
                ServerId.random().text(),
                "connector",
                Map.of("host", "h", "ip", "127.0.0.1"));
        return cinder.as("admin")
                .post(path("/attachments"), Map.of("attachment", body))
                .path("attachment")
                .path("connection_info");
    }
}
