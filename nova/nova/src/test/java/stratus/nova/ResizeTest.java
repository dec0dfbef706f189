package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.nova.compute.virt.fake.FakeFaults.Moment;
import stratus.nova.compute.virt.fake.FakeFaults.Operation;
import stratus.oslo.base.Ids.ServerId;
import stratus.testing.service.Await;
import tools.jackson.databind.JsonNode;

/** Other sizes for servers: confirmed, taken back, refused, failed and deleted on the way. */
class ResizeTest extends WithNova {
    private static final Map<String, Long> TINY = Map.of("VCPU", 1L, "MEMORY_MB", 512L, "DISK_GB", 1L);
    private static final Map<String, Long> MEDIUM = Map.of("VCPU", 2L, "MEMORY_MB", 4096L, "DISK_GB", 40L);

    @Test
    void aServerIsResizedAndConfirmed() {
        var id = nova.server(Map.of());
        assertThat(act(id, "resize", Map.of("flavorRef", "3", "OS-DCF:diskConfig", "AUTO")))
                .isEqualTo(202);
        Await.until(() -> nova.status(id).equals("VERIFY_RESIZE"));

        var server = show(id);
        assertThat(server.at("/flavor/original_name").asString()).isEqualTo("m1.medium");
        assertThat(server.path("OS-EXT-STS:vm_state").asString()).isEqualTo("resized");
        assertThat(server.path("OS-EXT-STS:task_state").isNull()).isTrue();
        assertThat(server.path("OS-DCF:diskConfig").asString()).isEqualTo("AUTO");
        assertThat(guest(id)).isEqualTo(List.of(2, 4096, PowerState.RUNNING));
        assertThat(nova.claims.all()).hasSize(2).containsEntry(id, MEDIUM).containsValue(TINY);
        assertThat(events(id, "resize"))
                .containsExactlyInAnyOrder(
                        "conductor_migrate_server", "compute_resize_instance", "compute_finish_resize");

        assertThat(act(id, "confirmResize", null)).isEqualTo(204);
        Await.until(() -> nova.status(id).equals("ACTIVE"));
        assertThat(nova.claims.all()).isEqualTo(Map.of(id, MEDIUM));
        assertThat(events(id, "confirmResize")).containsExactly("compute_confirm_resize");
        assertThat(used()).isEqualTo(List.of(2, 4096));
        assertThat(act(id, "confirmResize", null)).isEqualTo(409);
    }

    @Test
    void aResizeThatIsTakenBackLeavesTheServerAsItWas() {
        var id = nova.server(Map.of());
        act(id, "resize", Map.of("flavorRef", 3));
        Await.until(() -> nova.status(id).equals("VERIFY_RESIZE"));
        assertThat(used()).isEqualTo(List.of(2, 4096));

        assertThat(act(id, "revertResize", null)).isEqualTo(202);
        Await.until(() -> nova.status(id).equals("ACTIVE"));
        assertThat(show(id).at("/flavor/original_name").asString()).isEqualTo("m1.tiny");
        assertThat(guest(id)).isEqualTo(List.of(1, 512, PowerState.RUNNING));
        assertThat(nova.claims.all()).isEqualTo(Map.of(id, TINY));
        assertThat(used()).isEqualTo(List.of(1, 512));
        assertThat(events(id, "revertResize"))
                .containsExactlyInAnyOrder("compute_revert_resize", "compute_finish_revert_resize");
    }

    @Test
    void aServerThatIsOffStaysOff() {
        var id = nova.server(Map.of());
        act(id, "os-stop", null);
        Await.until(() -> nova.status(id).equals("SHUTOFF"));
        act(id, "resize", Map.of("flavorRef", "3"));
        Await.until(() -> nova.status(id).equals("VERIFY_RESIZE"));
        assertThat(guest(id)).isEqualTo(List.of(2, 4096, PowerState.SHUTDOWN));
        act(id, "confirmResize", null);
        Await.until(() -> nova.status(id).equals("SHUTOFF"));
    }

    @Test
    void whatFailsOnTheHostIsUndone() {
        var id = nova.server(Map.of());
        nova.driver.faults().arm(Operation.RESIZE, Moment.AFTER, 1, "burnt");
        act(id, "resize", Map.of("flavorRef", "3"));
        Await.until(() -> nova.status(id).equals("ACTIVE") && migration(id).equals("error"));
        assertThat(guest(id)).isEqualTo(List.of(1, 512, PowerState.RUNNING));
        assertThat(nova.claims.all()).isEqualTo(Map.of(id, TINY));
        assertThat(used()).isEqualTo(List.of(1, 512));
        var action = action(id, "resize");
        assertThat(action.path("message").asString()).isEqualTo("Error");
    }

    @Test
    void aServerThatIsDeletedMeanwhileLeavesNothing() {
        var id = nova.server(Map.of());
        act(id, "resize", Map.of("flavorRef", "3"));
        Await.until(() -> nova.status(id).equals("VERIFY_RESIZE"));
        nova.member().delete("/v2.1/servers/" + id);
        Await.until(
                () -> nova.member().exchange("GET", "/v2.1/servers/" + id, null).status() == 404);
        assertThat(nova.claims.all()).isEmpty();
        assertThat(nova.driver.guests()).isEmpty();
        assertThat(migration(id)).isEqualTo("confirmed");
    }

    @Test
    void whatCannotBeIsRefused() {
        var id = nova.server(Map.of());
        assertThat(refusal(id, "resize", Map.of("flavorRef", "1")))
                .isEqualTo("400 When resizing, instances must change flavor!");
        assertThat(refusal(id, "resize", Map.of("flavorRef", "nothing")))
                .isEqualTo("400 Flavor nothing could not be found.");
        assertThat(refusal(id, "resize", Map.of())).startsWith("400");
        var none = new HashMap<String, Object>();
        none.put("flavorRef", null);
        assertThat(refusal(id, "resize", none)).startsWith("400");
        assertThat(refusal(id, "resize", Map.of("flavorRef", "3", "more", 1))).startsWith("400");
        assertThat(refusal(id, "confirmResize", null))
                .isEqualTo("409 Cannot 'confirmResize' instance %s while it is in vm_state active".formatted(id));
        assertThat(refusal(id, "revertResize", null)).startsWith("409 Cannot 'revertResize' instance");
        nova.as("admin", "2.96")
                .put(
                        "/v2.1/os-quota-sets/" + show(id).path("tenant_id").asString(),
                        Map.of("quota_set", Map.of("cores", 1)));
        assertThat(refusal(id, "resize", Map.of("flavorRef", "3")))
                .isEqualTo("403 Quota exceeded for cores: Requested 1, but already used 1 of 1 cores");
        act(id, "lock", null);
        assertThat(refusal(id, "resize", Map.of("flavorRef", "2")))
                .isEqualTo("409 Instance %s is locked".formatted(id));
        assertThat(nova.status(id)).isEqualTo("ACTIVE");
    }

    @Test
    void aDiskDoesNotShrink() {
        var id = nova.server(Map.of("flavorRef", "2"));
        assertThat(refusal(id, "resize", Map.of("flavorRef", "1")))
                .isEqualTo("400 Server disk was unable to be resized because: Unable to resize disk down.");
    }

    @Test
    void aServerThatHasNowhereElseToGoStays() {
        var id = nova.server(Map.of());
        assertThat(nova.as("admin", "2.56")
                        .call("POST", path(id), Map.of("migrate", Map.of()))
                        .status())
                .isEqualTo(202);
        Await.until(() -> migration(id).equals("error"));
        Await.until(() -> show(id).path("OS-EXT-STS:task_state").isNull());
        assertThat(nova.status(id)).isEqualTo("ACTIVE");
        assertThat(nova.claims.all()).isEqualTo(Map.of(id, TINY));
        var events = action(id, "migrate").path("events");
        assertThat(events.get(0).path("event").asString()).isEqualTo("conductor_migrate_server");
        var named = nova.as("admin", "2.56").exchange("POST", path(id), Map.of("migrate", Map.of("host", "host-1")));
        assertThat(named.status()).isEqualTo(400);
        assertThat(nova.member().exchange("POST", path(id), named(null)).status())
                .isEqualTo(403);
    }

    private static Map<String, Object> named(@Nullable Object host) {
        var body = new HashMap<String, Object>();
        body.put("migrate", host);
        return body;
    }

    private static String path(String id) {
        return "/v2.1/servers/" + id + "/action";
    }

    private int act(String id, String name, @Nullable Object body) {
        var action = new HashMap<String, Object>();
        action.put(name, body);
        return nova.member().exchange("POST", path(id), action).status();
    }

    private String refusal(String id, String name, @Nullable Object body) {
        var action = new HashMap<String, Object>();
        action.put(name, body);
        var answer = nova.member().exchange("POST", path(id), action);
        var fault = answer.body().iterator();
        return answer.status() + " "
                + (fault.hasNext() ? fault.next().path("message").asString() : "");
    }

    private JsonNode show(String id) {
        return nova.as("admin", "2.96").get("/v2.1/servers/" + id).path("server");
    }

    private List<Object> guest(String id) {
        var guest = nova.driver.guest(ServerId.parse(id)).orElseThrow();
        return List.of(
                guest.hardware().vcpus(),
                guest.hardware().memoryMib(),
                guest.boot().state());
    }

    private List<Object> used() {
        var limits = nova.member().get("/v2.1/limits").at("/limits/absolute");
        return List.of(
                limits.path("totalCoresUsed").asInt(),
                limits.path("totalRAMUsed").asInt());
    }

    private JsonNode action(String id, String name) {
        var actions = nova.as("admin", "2.96").get("/v2.1/servers/" + id + "/os-instance-actions");
        for (var one : actions.path("instanceActions")) {
            if (one.path("action").asString().equals(name)) {
                var request = one.path("request_id").asString();
                return nova.as("admin", "2.96")
                        .get("/v2.1/servers/" + id + "/os-instance-actions/" + request)
                        .path("instanceAction");
            }
        }
        throw new AssertionError("no action " + name);
    }

    private List<String> events(String id, String name) {
        return action(id, name)
                .path("events")
                .valueStream()
                .map(e -> e.path("event").asString())
                .toList();
    }

    /** The status of the server's latest migration. */
    private String migration(String id) {
        var all = nova.as("admin", "2.96").get("/v2.1/os-migrations?instance_uuid=" + id);
        return all.path("migrations").path(0).path("status").asString();
    }
}
