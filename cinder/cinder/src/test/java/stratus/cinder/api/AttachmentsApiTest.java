package stratus.cinder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.cinder.api.TestCinder.path;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttachmentsApiTest {
    private static final Map<String, Object> CONNECTOR =
            Map.of("host", "compute1", "ip", "127.0.0.1", "initiator", "iqn.x", "mountpoint", "/dev/vdb");

    private final String server = UUID.randomUUID().toString();
    private TestCinder cinder;
    private String volume = "";

    @BeforeEach
    void start() {
        cinder = new TestCinder();
        volume = cinder.volume("v");
    }

    @AfterEach
    void stop() {
        cinder.close();
    }

    private String reserve() {
        return cinder.as("member")
                .post(
                        path("/attachments"),
                        Map.of("attachment", Map.of("volume_uuid", volume, "instance_uuid", server)))
                .path("attachment")
                .path("id")
                .stringValue();
    }

    @Test
    void aVolumeIsReservedThenReachableThenInUseThenFree() {
        var id = reserve();
        cinder.awaitStatus(volume, "reserved");
        var connected = cinder.as("member")
                .put(path("/attachments/" + id), Map.of("attachment", Map.of("connector", CONNECTOR)))
                .path("attachment");
        assertThat(connected.path("connection_info").path("driver_volume_type").stringValue())
                .isEqualTo("local");
        assertThat(connected.path("connection_info").path("device_path").stringValue())
                .endsWith("volume-" + volume);
        assertThat(connected.path("connection_info").path("attachment_id").stringValue())
                .isEqualTo(id);
        assertThat(connected.path("status").stringValue()).isEqualTo("attaching");
        assertThat(cinder.show(volume).path("status").stringValue()).isEqualTo("attaching");

        var completed = cinder.as("member")
                .exchange("POST", path("/attachments/" + id + "/action"), Map.of("os-complete", Map.of()));
        assertThat(completed.status()).isEqualTo(204);
        assertThat(cinder.show(volume).path("status").stringValue()).isEqualTo("in-use");
        assertThat(cinder.show(volume)
                        .path("attachments")
                        .get(0)
                        .path("server_id")
                        .stringValue())
                .isEqualTo(server);
        assertThat(cinder.as("member")
                        .get(path("/attachments?instance_id=" + server))
                        .path("attachments"))
                .hasSize(1);
        var held = cinder.as("member").exchange("DELETE", path("/volumes/" + volume), null);
        assertThat(held.status()).isEqualTo(400);

        var behindNova = cinder.as("member").exchange("DELETE", path("/attachments/" + id), null);
        assertThat(behindNova.status()).isEqualTo(409);
        var left = cinder.as("service").exchange("DELETE", "/v3/attachments/" + id, null);
        assertThat(left.status()).isEqualTo(200);
        assertThat(left.body().path("attachments")).isEmpty();
        assertThat(cinder.show(volume).path("status").stringValue()).isEqualTo("available");
    }

    @Test
    void aReservedVolumeIsNotReservedForAnotherServer() {
        reserve();
        var refused = cinder.as("member")
                .exchange(
                        "POST",
                        path("/attachments"),
                        Map.of(
                                "attachment",
                                Map.of(
                                        "volume_uuid",
                                        volume,
                                        "instance_uuid",
                                        UUID.randomUUID().toString())));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("badRequest").path("message").stringValue())
                .contains("status must be available to reserve, but the current status is reserved");
    }

    @Test
    void beforeTheirVersionThereAreNone() {
        var old = cinder.api.as("member").header("OpenStack-API-Version", "volume 3.26");
        assertThat(old.exchange("GET", path("/attachments"), null).status()).isEqualTo(404);
    }
}
