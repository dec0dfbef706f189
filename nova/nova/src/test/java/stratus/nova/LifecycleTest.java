package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.nova.compute.virt.fake.FakeFaults.Moment;
import stratus.nova.compute.virt.fake.FakeFaults.Operation;
import stratus.nova.compute.virt.fake.FakeGuest;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.http.RestClient.Answer;
import stratus.testing.service.Await;
import tools.jackson.databind.JsonNode;

/** Servers that are rebuilt, rescued, shelved, and given passwords. */
class LifecycleTest extends WithNova {
    private static final Map<String, Object> NOTHING = new HashMap<>();

    @Test
    void aRebuiltServerIsTheSameFromAnotherImage() {
        var server = nova.server(Map.of("metadata", Map.of("old", "1")));
        var image = UUID.randomUUID().toString();
        var wanted = Map.of("imageRef", image, "name", "again", "metadata", Map.of("new", "2"), "adminPass", "secret");
        var answer = act(server, "2.96", "rebuild", wanted);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().at("/server/status").asString()).isEqualTo("REBUILD");
        assertThat(answer.body().at("/server/adminPass").asString()).isEqualTo("secret");
        settled(server, "ACTIVE");
        assertThat(show(server).at("/image/id").asString()).isEqualTo(image);
        assertThat(show(server).path("name").asString()).isEqualTo("again");
        assertThat(show(server).path("metadata").toString()).isEqualTo("{\"new\":\"2\"}");
        var root = nova.driver.guest(ServerId.parse(server)).orElseThrow().root();
        assertThat(String.valueOf(root)).contains(image);
        assertThat(action(server).path("action").asString()).isEqualTo("rebuild");
    }

    @Test
    void aStoppedServerIsStoppedAfterItsRebuild() {
        var server = nova.server(Map.of());
        act(server, "2.96", "os-stop", NOTHING);
        settled(server, "SHUTOFF");
        act(server, "2.96", "rebuild", Map.of("imageRef", TestNova.IMAGE));
        settled(server, "SHUTOFF");
        assertThat(nova.driver.powerState(ServerId.parse(server))).isEqualTo(PowerState.SHUTDOWN);
        assertThat(nova.driver
                        .guest(ServerId.parse(server))
                        .orElseThrow()
                        .boot()
                        .boots())
                .isEqualTo(1);
    }

    @Test
    void aRebuildThatFailsIsAnErrorAndMayBeTriedAgain() {
        var server = nova.server(Map.of());
        nova.driver.faults().arm(Operation.SPAWN, Moment.BEFORE, 1, "no room");
        act(server, "2.96", "rebuild", Map.of("imageRef", TestNova.IMAGE));
        settled(server, "ERROR");
        assertThat(show(server).at("/fault/code").asInt()).isEqualTo(500);
        act(server, "2.96", "rebuild", Map.of("imageRef", TestNova.IMAGE));
        settled(server, "ACTIVE");
    }

    @Test
    void aRebuildSaysWhatItDoesNotKnow() {
        var server = nova.server(Map.of());
        var key = Map.of("imageRef", TestNova.IMAGE, "key_name", "none");
        assertThat(act(server, "2.53", "rebuild", key).status()).isEqualTo(400);
        assertThat(message(act(server, "2.54", "rebuild", key))).isEqualTo("Invalid key_name provided.");
        act(server, "2.96", "lock", NOTHING);
        assertThat(act(server, "2.96", "rebuild", Map.of("imageRef", TestNova.IMAGE))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aRescuedServerRunsFromAnotherImageUntilItIsUnrescued() {
        var server = nova.server(Map.of());
        var image = UUID.randomUUID().toString();
        var answer = act(server, "2.96", "rescue", Map.of("rescue_image_ref", image, "adminPass", "mend"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("adminPass").asString()).isEqualTo("mend");
        settled(server, "RESCUE");
        assertThat(rescueDisk(server)).isNotNull();
        var refused = act(server, "2.96", "reboot", Map.of("type", "HARD"));
        assertThat(message(refused))
                .isEqualTo("Cannot 'reboot' instance %s while it is in vm_state rescued".formatted(server));
        assertThat(act(server, "2.96", "unrescue", NOTHING).status()).isEqualTo(202);
        settled(server, "ACTIVE");
        assertThat(rescueDisk(server)).isNull();
    }

    @Test
    void aRescueThatFailsLeavesTheServerAsItWas() {
        var server = nova.server(Map.of());
        nova.driver.faults().arm(Operation.RESCUE, Moment.AFTER, 1, "the image is broken");
        act(server, "2.96", "rescue", NOTHING);
        Await.until(() -> action(server).path("message").asString("").equals("Error"));
        settled(server, "ACTIVE");
        assertThat(rescueDisk(server)).isNull();
    }

    @Test
    void aShelvedServerHasNoHostAndComesBackFromItsImage() {
        var server = nova.server(Map.of());
        assertThat(act(server, "2.96", "shelve", NOTHING).status()).isEqualTo(202);
        settled(server, "SHELVED_OFFLOADED");
        assertThat(nova.driver.guests()).isEmpty();
        var image = nova.images.made.keySet().iterator().next();
        assertThat(nova.images.made.get(image)).containsEntry("name", "web-shelved");
        assertThat(nova.as("admin", "2.96")
                        .get("/v2.1/servers/" + server)
                        .at("/server/OS-EXT-SRV-ATTR:host")
                        .isNull())
                .isTrue();
        act(server, "2.96", "unshelve", NOTHING);
        settled(server, "ACTIVE");
        var root = nova.driver.guest(ServerId.parse(server)).orElseThrow().root();
        assertThat(String.valueOf(root)).contains(image.text());
        Await.until(() -> nova.images.made.isEmpty());
    }

    @Test
    void whatCannotBeShelvedRunsOn() {
        var server = nova.server(Map.of());
        nova.driver.faults().arm(Operation.SNAPSHOT, Moment.BEFORE, 1, "the disk is broken");
        act(server, "2.96", "shelve", NOTHING);
        Await.until(() -> action(server).path("message").asString("").equals("Error"));
        settled(server, "ACTIVE");
        assertThat(nova.driver.powerState(ServerId.parse(server))).isEqualTo(PowerState.RUNNING);
        assertThat(nova.images.made).isEmpty();
    }

    @Test
    void whatCannotBeUnshelvedStaysShelved() {
        var server = nova.server(Map.of());
        act(server, "2.96", "shelve", NOTHING);
        settled(server, "SHELVED_OFFLOADED");
        nova.driver.faults().arm(Operation.SPAWN, Moment.AFTER, 1, "no room");
        act(server, "2.96", "unshelve", NOTHING);
        Await.until(() -> action(server).path("message").asString("").equals("Error"));
        settled(server, "SHELVED_OFFLOADED");
        Await.until(() -> nova.driver.guests().isEmpty());
        assertThat(nova.images.made).hasSize(1);
        nova.member().delete("/v2.1/servers/" + server);
        Await.until(() -> nova.images.made.isEmpty());
    }

    @Test
    void aServerComesBackOnlyWhereThereIsAZone() {
        var server = nova.server(Map.of());
        act(server, "2.96", "shelve", NOTHING);
        settled(server, "SHELVED_OFFLOADED");
        var nowhere = act(server, "2.77", "unshelve", Map.of("availability_zone", "nowhere"));
        assertThat(nowhere.status()).isEqualTo(400);
        assertThat(act(server, "2.77", "unshelve", Map.of("host", "host-1")).status())
                .isEqualTo(400);
        assertThat(act(server, "2.91", "unshelve", Map.of("host", "host-1")).status())
                .isEqualTo(403);
        var zoned = act(server, "2.77", "unshelve", Map.of("availability_zone", "nova"));
        assertThat(zoned.status()).isEqualTo(202);
        settled(server, "ACTIVE");
    }

    @Test
    void aPasswordIsForServersThatRun() {
        var server = nova.server(Map.of());
        assertThat(act(server, "2.96", "changePassword", Map.of("adminPass", "new"))
                        .status())
                .isEqualTo(202);
        act(server, "2.96", "os-stop", NOTHING);
        settled(server, "SHUTOFF");
        assertThat(message(act(server, "2.96", "changePassword", Map.of("adminPass", "new"))))
                .isEqualTo("Cannot 'changePassword' instance %s while it is in vm_state stopped".formatted(server));
        assertThat(act(server, "2.96", "restore", NOTHING).status()).isEqualTo(409);
        assertThat(act(server, "2.96", "resetNetwork", NOTHING).status()).isEqualTo(410);
    }

    private Answer act(String server, String version, String action, Map<String, ?> argument) {
        var body = new HashMap<String, Object>();
        body.put(action, argument.isEmpty() ? null : argument);
        if (action.equals("lock")) {
            body.put(action, Map.of());
        }
        return nova.as("member", version).exchange("POST", "/v2.1/servers/" + server + "/action", body);
    }

    private static String message(Answer answer) {
        return answer.body().values().iterator().next().path("message").asString();
    }

    private JsonNode show(String server) {
        return nova.member().get("/v2.1/servers/" + server).path("server");
    }

    private void settled(String server, String status) {
        Await.until(() -> {
            var now = show(server);
            return now.path("status").asString().equals(status)
                    && now.path("OS-EXT-STS:task_state").isNull();
        });
    }

    private JsonNode action(String server) {
        return nova.member()
                .get("/v2.1/servers/" + server + "/os-instance-actions")
                .at("/instanceActions/0");
    }

    /** What the guest boots from while it is rescued; null otherwise. */
    private FakeGuest.@Nullable Root rescueDisk(String server) {
        return nova.driver.guest(ServerId.parse(server)).orElseThrow().boot().rescue();
    }
}
