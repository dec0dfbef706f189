package stratus.cinder.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ClustersApiTest {
    @ParameterizedTest
    @CsvSource({
        "admin, GET, /v3/clusters, , 200",
        "admin, GET, /v3/clusters/detail?is_up=true, , 200",
        "admin, GET, /v3/clusters?odd=1, , 400",
        "admin, GET, /v3/clusters/one, , 404",
        "admin, PUT, /v3/clusters/disable, '{\"name\": \"one\"}', 404",
        "member, GET, /v3/clusters, , 403",
        "admin, GET, /v3/manageable_volumes?host=h, , 501",
        "admin, POST, /v3/os-snapshot-manage, '{}', 501",
        "member, GET, /v3/manageable_snapshots, , 403"
    })
    void whatIsNotHereSaysSo(String who, String method, String path, @Nullable String body, int status) {
        try (var cinder = new TestCinder()) {
            var json = body == null ? null : JsonMapper.shared().readTree(body);
            assertThat(cinder.as(who).exchange(method, path, json).status()).isEqualTo(status);
        }
    }
}
