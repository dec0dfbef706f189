package stratus.cinder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.cinder.api.TestCinder.path;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.http.RestClient.Answer;
import stratus.testing.service.Await;

class VolumeActionsApiTest {
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

    private Answer act(String token, String action, @Nullable Object argument) {
        var body = new HashMap<String, @Nullable Object>();
        body.put(action, argument);
        return cinder.as(token).exchange("POST", path("/volumes/" + volume + "/action"), body);
    }

    private static String message(Answer answer) {
        return String.valueOf(answer.body().findValue("message"));
    }

    private String status() {
        return cinder.show(volume).path("status").stringValue();
    }

    @Test
    void theOlderWayToAttachKeepsTheStates() {
        var server = UUID.randomUUID().toString();
        assertThat(act("member", "os-reserve", null).status()).isEqualTo(202);
        assertThat(status()).isEqualTo("attaching");
        assertThat(message(act("member", "os-reserve", null)))
                .contains("Volume status must be available to reserve, but the status is attaching.");
        act("member", "os-unreserve", null);
        assertThat(status()).isEqualTo("available");

        var place = Map.of("instance_uuid", server, "mountpoint", "/dev/vdb");
        assertThat(act("member", "os-attach", place).status()).isEqualTo(202);
        assertThat(status()).isEqualTo("in-use");
        var shown = cinder.show(volume).path("attachments").get(0);
        assertThat(shown.path("device").stringValue()).isEqualTo("/dev/vdb");

        act("member", "os-begin_detaching", null);
        assertThat(status()).isEqualTo("detaching");
        act("member", "os-roll_detaching", null);
        assertThat(status()).isEqualTo("in-use");
        // no host was ever told how to reach it, so no guest can have it
        assertThat(act("member", "os-detach", Map.of()).status()).isEqualTo(202);
        assertThat(status()).isEqualTo("available");

        act("member", "os-attach", place);
        act("admin", "os-reset_status", Map.of("status", "error"));
        assertThat(act("admin", "os-force_detach", Map.of()).status()).isEqualTo(202);
        assertThat(status()).isEqualTo("available");
    }

    @Test
    void aConnectionSaysHowTheHostReachesTheVolume() {
        var answer = act("member", "os-initialize_connection", Map.of("connector", Map.of("host", "h")));
        assertThat(answer.status()).isEqualTo(200);
        var info = answer.body().path("connection_info");
        assertThat(info.path("driver_volume_type").stringValue()).isEqualTo("local");
        assertThat(info.path("data").path("access_mode").stringValue()).isEqualTo("rw");
    }

    @Test
    void aVolumeGrowsAndDoesNotShrink() {
        assertThat(act("member", "os-extend", Map.of("new_size", 2)).status()).isEqualTo(202);
        cinder.awaitStatus(volume, "available");
        assertThat(cinder.show(volume).path("size").intValue()).isEqualTo(2);
        assertThat(cinder.folder.resolve("volume-" + volume)).hasSize(2L << 30);
        assertThat(message(act("member", "os-extend", Map.of("new_size", 1))))
                .contains("New size for extend must be greater than current size. (current: 2, extended: 1).");
    }

    @Test
    void flagsAreSetByTheirActions() {
        assertThat(act("member", "os-set_bootable", Map.of("bootable", true)).status())
                .isEqualTo(200);
        assertThat(act("member", "os-update_readonly_flag", Map.of("readonly", true))
                        .status())
                .isEqualTo(202);
        assertThat(cinder.show(volume).path("bootable").stringValue()).isEqualTo("true");
        assertThat(cinder.show(volume).path("metadata").path("readonly").stringValue())
                .isEqualTo("True");
        act("member", "os-set_image_metadata", Map.of("metadata", Map.of("os_type", "linux")));
        assertThat(cinder.show(volume)
                        .path("volume_image_metadata")
                        .path("os_type")
                        .stringValue())
                .isEqualTo("linux");
    }

    @Test
    void anImageIsMadeOfAVolumeAndNothingIsLeftOfOneThatFails() {
        var asked = Map.of("image_name", "copy", "disk_format", "qcow2");
        var answer = act("member", "os-volume_upload_image", asked);
        assertThat(answer.status()).isEqualTo(202);
        var upload = answer.body().path("os-volume_upload_image");
        assertThat(upload.path("status").stringValue()).isEqualTo("uploading");
        cinder.awaitStatus(volume, "available");
        var image = ImageId.parse(upload.path("image_id").stringValue());
        assertThat(cinder.glance.sent).containsKey(image);

        cinder.glance.refusing = true;
        act("member", "os-volume_upload_image", Map.of("image_name", "lost"));
        cinder.awaitStatus(volume, "available");
        assertThat(cinder.glance.all).containsOnlyKeys(image);
        assertThat(cinder.as("member").get(path("/messages")).toString())
                .contains("Failed to upload volume to image at backend.");
    }

    @Test
    void onlyAdministratorsResetAndForce() {
        assertThat(act("member", "os-reset_status", Map.of("status", "error")).status())
                .isEqualTo(403);
        assertThat(act("admin", "os-reset_status", Map.of("status", "error")).status())
                .isEqualTo(202);
        assertThat(status()).isEqualTo("error");
        assertThat(act("member", "os-force_delete", null).status()).isEqualTo(403);
        act("admin", "os-reset_status", Map.of("status", "maintenance"));
        assertThat(act("admin", "os-force_delete", null).status()).isEqualTo(202);
        Await.until(() -> cinder.as("member")
                        .exchange("GET", path("/volumes/" + volume), null)
                        .status()
                == 404);
    }

    @ParameterizedTest
    @CsvSource({
        "migration_status, none, 202",
        "migration_status, migrating, 501",
        "attach_status, detached, 202",
        "attach_status, attached, 400",
        "attach_status, odd, 400",
        "status, error_deleting, 202",
        "status, deleting, 400",
        "status, in-use, 400",
        "status, odd, 400",
    })
    void whatAnOperatorSaysOfAVolumeHoldsOrIsRefused(String name, String value, int status) {
        assertThat(act("admin", "os-reset_status", Map.of(name, value)).status())
                .isEqualTo(status);
    }

    @Test
    void anotherTypeIsForBackendsThatOfferIt() {
        for (var vendor : new String[] {"Stratus", "Gold"}) {
            cinder.as("admin")
                    .post(
                            "/v3/types",
                            Map.of(
                                    "volume_type",
                                    Map.of("name", vendor, "extra_specs", Map.of("vendor_name", vendor))));
        }
        assertThat(act("member", "os-retype", Map.of("new_type", "Stratus")).status())
                .isEqualTo(202);
        assertThat(cinder.show(volume).path("volume_type").stringValue()).isEqualTo("Stratus");
        assertThat(act("member", "os-retype", Map.of("new_type", "Gold")).status())
                .isEqualTo(400);
    }

    @Test
    void whatIsNoActionIsRefusedByName() {
        assertThat(message(act("member", "os-dance", null))).contains("There is no such action: os-dance");
    }
}
