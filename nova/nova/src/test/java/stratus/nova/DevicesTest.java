package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import stratus.nova.compute.virt.fake.FakeFaults.Moment;
import stratus.nova.compute.virt.fake.FakeFaults.Operation;
import stratus.oslo.base.Ids.ServerId;
import stratus.testing.service.Await;

/** Volumes and interfaces of a server that lives. */
class DevicesTest extends WithNova {
    @Test
    void aVolumeComesAndGoesWhileTheServerRuns() {
        var id = nova.server(Map.of());
        var volume = UUID.randomUUID().toString();
        var path = "/v2.1/servers/" + id + "/os-volume_attachments";

        var made = nova.member().post(path, Map.of("volumeAttachment", Map.of("volumeId", volume)));
        assertThat(made.path("volumeAttachment").path("device").asString()).isEqualTo("/dev/vdb");
        Await.until(() -> nova.volumes.attachments.values().stream()
                .anyMatch(a -> a.status().equals("attached")));
        assertThat(nova.driver
                        .guest(ServerId.parse(id))
                        .orElseThrow()
                        .hardware()
                        .volumes())
                .hasSize(1);
        assertThat(nova.member()
                        .exchange("POST", path, Map.of("volumeAttachment", Map.of("volumeId", volume)))
                        .status())
                .isEqualTo(400);

        nova.member().delete(path + "/" + volume);
        Await.until(() -> nova.member().get(path).path("volumeAttachments").isEmpty());
        assertThat(nova.driver
                        .guest(ServerId.parse(id))
                        .orElseThrow()
                        .hardware()
                        .volumes())
                .isEmpty();
        assertThat(nova.volumes.attachments).isEmpty();
    }

    @Test
    void aVolumeThatTheHostCannotAttachIsFreeAgain() {
        var id = nova.server(Map.of());
        nova.driver.faults().arm(Operation.ATTACH_VOLUME, Moment.BEFORE, 1, "no such disk");
        var path = "/v2.1/servers/" + id + "/os-volume_attachments";

        nova.member()
                .post(
                        path,
                        Map.of(
                                "volumeAttachment",
                                Map.of("volumeId", UUID.randomUUID().toString())));

        Await.until(() -> nova.member().get(path).path("volumeAttachments").isEmpty());
        assertThat(nova.volumes.attachments).isEmpty();
    }

    @Test
    void anInterfaceComesAndGoesWhileTheServerRuns() {
        var id = nova.server(Map.of());
        var path = "/v2.1/servers/" + id + "/os-interface";

        var made = nova.member().post(path, Map.of()).path("interfaceAttachment");
        assertThat(nova.driver
                        .guest(ServerId.parse(id))
                        .orElseThrow()
                        .hardware()
                        .nics())
                .hasSize(1);
        var ips = nova.member()
                .get("/v2.1/servers/" + id + "/ips")
                .path("addresses")
                .path("net");
        assertThat(ips.path(0).path("addr").asString()).isEqualTo("192.0.2.1");

        nova.member().delete(path + "/" + made.path("port_id").asString());
        assertThat(nova.ports.ports).isEmpty();
        assertThat(nova.driver
                        .guest(ServerId.parse(id))
                        .orElseThrow()
                        .hardware()
                        .nics())
                .isEmpty();
    }
}
