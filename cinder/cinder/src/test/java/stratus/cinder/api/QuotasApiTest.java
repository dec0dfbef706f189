package stratus.cinder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.cinder.api.TestCinder.path;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stratus.testing.service.Callers;

class QuotasApiTest {
    private static final String SET = "/v3/os-quota-sets/" + Callers.PROJECT;

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
    void aLimitHoldsAndMayNotBeLessThanWhatIsThere() {
        cinder.volume("one");
        var set = cinder.as("admin")
                .put(SET, Map.of("quota_set", Map.of("volumes", 1)))
                .path("quota_set");
        assertThat(set.path("volumes").intValue()).isEqualTo(1);
        assertThat(set.path("gigabytes___DEFAULT__").intValue()).isEqualTo(-1);
        var usage =
                cinder.as("member").get(SET + "?usage=True").path("quota_set").path("volumes");
        assertThat(usage.path("in_use").intValue()).isEqualTo(1);

        var second = cinder.as("member").exchange("POST", path("/volumes"), Map.of("volume", Map.of("size", 1)));
        assertThat(second.status()).isEqualTo(413);
        var less = cinder.as("admin").exchange("PUT", SET, Map.of("quota_set", Map.of("volumes", 0)));
        assertThat(less.status()).isEqualTo(400);
        assertThat(cinder.as("member")
                        .exchange("PUT", SET, Map.of("quota_set", Map.of("volumes", 9)))
                        .status())
                .isEqualTo(403);

        cinder.as("admin").delete(SET);
        assertThat(cinder.as("admin").get(SET).path("quota_set").path("volumes").intValue())
                .isEqualTo(10);
    }

    @Test
    void limitsSayHowMuchIsUsed() {
        cinder.volume("one");
        var absolute = cinder.as("member").get(path("/limits")).path("limits").path("absolute");
        assertThat(absolute.path("totalVolumesUsed").intValue()).isEqualTo(1);
        assertThat(absolute.path("maxTotalVolumeGigabytes").intValue()).isEqualTo(1000);
    }

    @Test
    void theDefaultClassIsEveryProjectsDefault() {
        cinder.as("admin")
                .put(
                        "/v3/os-quota-class-sets/default",
                        Map.of("quota_class_set", Map.of("class_name", "default", "snapshots", 3)));
        assertThat(cinder.as("admin")
                        .get(SET + "/defaults")
                        .path("quota_set")
                        .path("snapshots")
                        .intValue())
                .isEqualTo(3);
    }
}
