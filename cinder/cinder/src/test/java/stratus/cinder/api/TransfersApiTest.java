package stratus.cinder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.cinder.api.TestCinder.path;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stratus.testing.service.Callers;

class TransfersApiTest {
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
    void whoKnowsTheKeyGetsTheVolume() {
        var volume = cinder.volume("gift");
        var offer = cinder.as("member")
                .post(path("/volume-transfers"), Map.of("transfer", Map.of("volume_id", volume, "name", "t")))
                .path("transfer");
        assertThat(cinder.show(volume).path("status").stringValue()).isEqualTo("awaiting-transfer");
        var id = offer.path("id").stringValue();
        var theirs = "/v3/" + Callers.OTHER_PROJECT + "/volume-transfers/" + id + "/accept";

        var wrong = cinder.as("other").exchange("POST", theirs, Map.of("accept", Map.of("auth_key", "guess")));
        assertThat(wrong.status()).isEqualTo(400);
        var right = Map.of("accept", Map.of("auth_key", offer.path("auth_key").stringValue()));
        assertThat(cinder.as("other").exchange("POST", theirs, right).status()).isEqualTo(202);
        assertThat(cinder.show(volume).path("os-vol-tenant-attr:tenant_id").stringValue())
                .isEqualTo(Callers.OTHER_PROJECT);
        assertThat(cinder.show(volume).path("status").stringValue()).isEqualTo("available");
        assertThat(cinder.as("other").exchange("POST", theirs, right).status()).isEqualTo(404);
    }

    @Test
    void aWithdrawnOfferLeavesTheVolume() {
        var volume = cinder.volume("kept");
        var id = cinder.as("member")
                .post(path("/os-volume-transfer"), Map.of("transfer", Map.of("volume_id", volume)))
                .path("transfer")
                .path("id")
                .stringValue();
        assertThat(cinder.as("member").get(path("/os-volume-transfer/detail")).path("transfers"))
                .hasSize(1);
        cinder.as("member").delete(path("/os-volume-transfer/" + id));
        assertThat(cinder.show(volume).path("status").stringValue()).isEqualTo("available");
    }
}
