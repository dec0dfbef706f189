package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import stratus.nova.compute.virt.fake.FakeFaults.Moment;
import stratus.nova.compute.virt.fake.FakeFaults.Operation;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.http.RestClient.Answer;
import stratus.testing.service.Await;

/** Images of servers: snapshots and backups. */
class SnapshotTest extends WithNova {
    @Test
    void aSnapshotHasTheServersDiskAndSaysWhatItIsOf() {
        var server = nova.server(Map.of());
        var answer = act(server, "2.45", "createImage", Map.of("name", "snap", "metadata", Map.of("colour", "red")));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.headers()).doesNotContainKey("location");
        var image = ImageId.parse(answer.body().path("image_id").asString());
        Await.until(() -> idle(server));
        assertThat(nova.images.data.get(image)).isEqualTo(new byte[] {1, 2, 3});
        assertThat(nova.images.made.get(image))
                .containsEntry("name", "snap")
                .containsEntry("image_type", "snapshot")
                .containsEntry("base_image_ref", TestNova.IMAGE)
                .containsEntry("instance_uuid", server)
                .containsEntry("image_state", "available")
                .containsEntry("visibility", "private")
                .containsEntry("min_disk", 1)
                .containsEntry("colour", "red");
        assertThat(nova.status(server)).isEqualTo("ACTIVE");
        assertThat(events(server)).containsExactly("compute_snapshot_instance");
    }

    @Test
    void beforeTheBodyHadItTheImageIsInTheLocation() {
        var server = nova.server(Map.of());
        var answer = act(server, "2.44", "createImage", Map.of("name", "snap"));
        assertThat(answer.headers().get("location")).startsWith("http://glance/images/");
        Await.until(() -> nova.images.data.size() == 1);
    }

    @Test
    void aDiskThatCannotBeReadLeavesNoImageAndTheServerAsItWas() {
        var server = nova.server(Map.of());
        nova.driver.faults().arm(Operation.SNAPSHOT, Moment.BEFORE, 1, "the disk is broken");
        act(server, "2.96", "createImage", Map.of("name", "snap"));
        Await.until(() -> idle(server) && nova.images.made.isEmpty());
        assertThat(nova.status(server)).isEqualTo("ACTIVE");
        assertThat(action(server)).isEqualTo("Error");
    }

    @Test
    void whatGlanceRefusesIsRefused() {
        var server = nova.server(Map.of());
        nova.images.refusal = new Fault.OverQuota("Quota exceeded");
        assertThat(act(server, "2.96", "createImage", Map.of("name", "snap")).status())
                .isEqualTo(403);
        Await.until(() -> idle(server));
        nova.images.refusal = null;
        assertThat(act(server, "2.96", "createImage", Map.of("name", "snap")).status())
                .isEqualTo(202);
        Await.until(() -> nova.images.data.size() == 1);
    }

    @Test
    void aServerThatIsBusyIsNotCopied() {
        var server = nova.server(Map.of());
        nova.member().call("POST", "/v2.1/servers/" + server + "/action", Map.of("lock", Map.of()));
        nova.db.run(tx ->
                tx.update("UPDATE server SET task_state = 'IMAGE_UPLOADING'").execute());
        var answer = act(server, "2.96", "createImage", Map.of("name", "snap"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().at("/conflictingRequest/message").asString())
                .isEqualTo(
                        "Cannot 'createImage' instance %s while it is in task_state image_uploading".formatted(server));
        assertThat(nova.images.made).isEmpty();
    }

    @Test
    void theOldestBackupsOfTheTypeGo() {
        var server = nova.server(Map.of());
        for (var name : List.of("one", "two", "three")) {
            act(server, "2.96", "createBackup", Map.of("name", name, "backup_type", "daily", "rotation", "2"));
            Await.until(() -> idle(server) && action(server).isEmpty());
        }
        Await.until(() -> nova.images.made.size() == 2);
        assertThat(nova.images.made.values()).extracting(m -> m.get("name")).containsExactlyInAnyOrder("two", "three");
        var answer = act(server, "2.44", "createBackup", Map.of("name", "x", "backup_type", "daily", "rotation", 0));
        assertThat(answer.headers()).doesNotContainKey("location");
        Await.until(() -> nova.images.made.isEmpty());
    }

    @Test
    void aServerOnAVolumeBecomesAnImageOfSnapshots() {
        var volume = UUID.randomUUID().toString();
        var server = nova.server(Map.of());
        var disk = "[{\"source\":\"volume\",\"destination\":\"volume\",\"uuid\":\"%s\",\"bootIndex\":0,"
                + "\"deleteOnTermination\":false,\"device\":\"/dev/vda\",\"volume\":\"%s\"}]";
        nova.db.run(tx -> tx.update("UPDATE server SET disks = :disks")
                .bind("disks", disk.formatted(volume, volume))
                .execute());
        var answer = act(server, "2.96", "createImage", Map.of("name", "snap"));
        var image = ImageId.parse(answer.body().path("image_id").asString());
        Await.until(() -> idle(server));
        var snapshot = nova.images.snapshots.getFirst();
        assertThat(nova.images.data.get(image)).isEmpty();
        assertThat(nova.images.made.get(image))
                .containsEntry("bdm_v2", "True")
                .hasEntrySatisfying(
                        "block_device_mapping",
                        mapping -> assertThat(mapping.toString())
                                .contains(
                                        "\"source_type\":\"snapshot\"",
                                        snapshot.id().text(),
                                        "\"boot_index\":0"));
        var backup = act(server, "2.96", "createBackup", Map.of("name", "b", "backup_type", "d", "rotation", 1));
        assertThat(backup.status()).isEqualTo(400);
    }

    private Answer act(String server, String version, String action, Object argument) {
        return nova.as("member", version)
                .exchange("POST", "/v2.1/servers/" + server + "/action", Map.of(action, argument));
    }

    private boolean idle(String server) {
        return nova.member()
                .get("/v2.1/servers/" + server)
                .at("/server/OS-EXT-STS:task_state")
                .isNull();
    }

    private String action(String server) {
        return nova.member()
                .get("/v2.1/servers/" + server + "/os-instance-actions")
                .at("/instanceActions/0/message")
                .asString("");
    }

    private List<String> events(String server) {
        var all = nova.member().get("/v2.1/servers/" + server + "/os-instance-actions");
        var request = all.at("/instanceActions/0/request_id").asString();
        return nova
                .member()
                .get("/v2.1/servers/" + server + "/os-instance-actions/" + request)
                .at("/instanceAction/events")
                .values()
                .stream()
                .map(e -> e.path("event").asString())
                .toList();
    }
}
