package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import stratus.testing.service.Await;

/** What the Compute API refuses at once, and what it says. */
class RefusalsTest extends WithNova {
    @Test
    void whatIsWrongWithAServerIsSaidBeforeItIsMade() {
        refused(Map.of("name", 5), 400, "Invalid input for field/attribute server.name. 5 is not of type 'string'");
        refused(Map.of("imageRef", "x"), 400, "Invalid input for field/attribute imageRef. 'x' is not a 'uuid'");
        refused(Map.of("flavorRef", "x"), 400, "Flavor x could not be found.");
        refused(Map.of("availability_zone", "mars"), 400, "The requested availability zone is not available");
        refused(
                Map.of("security_groups", List.of(Map.of("name", "x"))),
                400,
                "Security group x not found for project %s.".formatted(project()));
        refused(Map.of("user_data", "*"), 400, "Invalid input for field/attribute user_data. '*' is not a 'base64'");
        refused(Map.of("min_count", 2, "max_count", 1), 400, "min_count must be <= max_count");
        refused(Map.of("key_name", "x"), 400, "Invalid key_name provided.");
        assertThat(nova.member().get("/v2.1/servers").path("servers").isEmpty()).isTrue();
    }

    private static String project() {
        return stratus.testing.service.Callers.PROJECT;
    }

    @Test
    void anActionThatNobodyKnowsIsNoneOfOurs() {
        var id = nova.server(Map.of());
        var path = "/v2.1/servers/" + id + "/action";
        assertThat(nova.member()
                        .exchange("POST", path, Map.of("dance", Map.of()))
                        .status())
                .isEqualTo(400);
        assertThat(nova.member()
                        .exchange("POST", path, Map.of("trigger_crash_dump", Map.of()))
                        .status())
                .isEqualTo(501);
        assertThat(nova.member()
                        .exchange("POST", path, Map.of("os-start", Map.of()))
                        .body()
                        .at("/conflictingRequest/message")
                        .asString())
                .isEqualTo("Cannot 'start' instance %s while it is in vm_state active".formatted(id));
    }

    @Test
    void aLockedServerIsItsOwnersToUnlock() {
        var id = nova.server(Map.of());
        var path = "/v2.1/servers/" + id + "/action";
        nova.member().call("POST", path, Map.of("lock", Map.of("locked_reason", "mine")));
        var stop = Map.of("os-stop", Map.of());
        assertThat(nova.member().exchange("POST", path, stop).status()).isEqualTo(409);
        assertThat(nova.member()
                        .get("/v2.1/servers/" + id)
                        .at("/server/locked_reason")
                        .asString())
                .isEqualTo("mine");
        nova.member().call("POST", path, Map.of("unlock", Map.of()));
        nova.member().call("POST", path, stop);
        Await.until(() -> nova.status(id).equals("SHUTOFF"));
    }

    private void refused(Map<String, Object> change, int status, String message) {
        var server = new HashMap<String, Object>(
                Map.of("name", "web", "flavorRef", "1", "imageRef", TestNova.IMAGE, "networks", "none"));
        server.putAll(change);
        var answer = nova.as("member", "2.74").exchange("POST", "/v2.1/servers", Map.of("server", server));
        assertThat(answer.status()).as("%s: %s", change, answer.body()).isEqualTo(status);
        assertThat(answer.body().at("/badRequest/message").asString()).isEqualTo(message);
    }
}
