package stratus.cinder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsApiTest {
    private TestCinder cinder;

    @BeforeEach
    void start() {
        cinder = new TestCinder();
    }

    @AfterEach
    void stop() {
        cinder.close();
    }

    @Test
    void aHostIsShownWithWhatProjectsHaveThere() {
        cinder.volume("v");
        cinder.volume("w");
        var host = cinder.as("admin").get("/v3/os-hosts/" + TestCinder.BACKEND).path("host");
        assertThat(host).hasSize(2);
        assertThat(host.get(0).path("resource").path("project").stringValue()).isEqualTo("(total)");
        assertThat(host.get(1).path("resource").path("volume_count").stringValue())
                .isEqualTo("2");
        assertThat(host.get(1).path("resource").path("total_volume_gb").stringValue())
                .isEqualTo("2");
        assertThat(cinder.as("admin").get("/v3/os-hosts").path("hosts")).hasSize(2);
    }

    @Test
    void capabilitiesAreThoseOfThePool() {
        var can = cinder.as("admin").get("/v3/capabilities/" + TestCinder.BACKEND + "%23local");
        assertThat(can.path("namespace").stringValue()).isEqualTo("OS::Storage::Capabilities::" + TestCinder.BACKEND);
        assertThat(can.path("volume_backend_name").stringValue()).isEqualTo("local");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v3/os-hosts/nowhere, '', 404",
        "GET, /v3/capabilities/nowhere, '', 404",
        "PUT, /v3/os-services/enable, nowhere cinder-volume, 404",
        "PUT, /v3/os-services/disable, node1 cinder-odd, 404",
        "PUT, /v3/os-services/disable, node1 cinder-scheduler, 501",
        "PUT, /v3/os-services/freeze, nowhere cinder-volume, 400",
        "PUT, /v3/os-services/thaw, node1@local cinder-volume, 400"
    })
    void whatIsNotThereIsNotFound(String method, String path, String service, int status) {
        var words = service.split(" ");
        var body = words.length == 1 ? null : Map.of("host", words[0], "binary", words[1]);
        assertThat(cinder.as("admin").exchange(method, path, body).status()).isEqualTo(status);
    }

    @Test
    void aFrozenBackendGetsNoVolumesUntilItIsThawed() {
        var body = Map.of("host", TestCinder.BACKEND);
        cinder.as("admin").put("/v3/os-services/freeze", body);
        var seen = cinder.as("admin").get("/v3/os-services?host=node1&binary=cinder-volume");
        assertThat(seen.path("services").get(0).path("frozen").booleanValue()).isTrue();
        cinder.awaitStatus(cinder.create(Map.of("size", 1)), "error");
        cinder.as("admin").put("/v3/os-services/thaw", body);
        cinder.volume("again");
    }
}
