package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked of servers, at the edges of what may be asked. */
class ServerInputTest extends WithNova {
    private int create(Map<String, Object> more) {
        var server = new HashMap<String, Object>(
                Map.of("name", "web", "flavorRef", "1", "imageRef", TestNova.IMAGE, "networks", "none"));
        server.putAll(more);
        return nova.member()
                .exchange("POST", "/v2.1/servers", Map.of("server", server))
                .status();
    }

    @Test
    void metadataHasKeysAndBounds() {
        assertThat(create(Map.of("metadata", Map.of("", "x")))).isEqualTo(400);
        assertThat(create(Map.of("metadata", Map.of("k".repeat(256), "x")))).isEqualTo(400);
        assertThat(create(Map.of("metadata", Map.of("k", "x".repeat(256))))).isEqualTo(400);
        var many = new HashMap<String, String>();
        for (int i = 0; i < 129; i++) {
            many.put("k" + i, "x");
        }
        assertThat(create(Map.of("metadata", many))).isEqualTo(403);
    }

    @Test
    void anAddressOfIpv6IsShownInItsShortestText() {
        var id = nova.create(Map.of("accessIPv6", "0000:0000:0000:0000:0000:babe:220.12.22.2"));
        var path = "/v2.1/servers/" + id;
        assertThat(nova.member().get(path).at("/server/accessIPv6").asString()).isEqualTo("::babe:dc0c:1602");
        var changed = nova.member().put(path, Map.of("server", Map.of("accessIPv6", "2001:db8:0:0:1:0:0:0")));
        assertThat(changed.at("/server/accessIPv6").asString()).isEqualTo("2001:db8:0:0:1::");
    }

    @Test
    void theDiskConfigurationChangesWithTheServer() {
        var id = nova.server(Map.of());
        var path = "/v2.1/servers/" + id;
        var changed = nova.member().put(path, Map.of("server", Map.of("OS-DCF:diskConfig", "AUTO")));
        assertThat(changed.at("/server/OS-DCF:diskConfig").asString()).isEqualTo("AUTO");
        var bad = Map.of("server", Map.of("OS-DCF:diskConfig", "SOMETIMES"));
        assertThat(nova.member().exchange("PUT", path, bad).status()).isEqualTo(400);
    }

    @Test
    void aConsoleIsShownFromItsEnd() {
        var id = nova.server(Map.of());
        assertThat(console(id, Map.of("length", 3)).split("\n", -1)).hasSize(3);
        assertThat(console(id, Map.of("length", "2")).split("\n", -1)).hasSize(2);
        assertThat(console(id, Map.of())).endsWith(console(id, Map.of("length", 3)));
        assertThat(console(id, Map.of("length", -1))).isEqualTo(console(id, Map.of()));
        for (var bad : new Object[] {"many", -2, 1.5}) {
            var action = Map.of("os-getConsoleOutput", Map.of("length", bad));
            assertThat(nova.member()
                            .exchange("POST", "/v2.1/servers/" + id + "/action", action)
                            .status())
                    .isEqualTo(400);
        }
    }

    private String console(String id, Map<String, Object> how) {
        return nova.member()
                .post("/v2.1/servers/" + id + "/action", Map.of("os-getConsoleOutput", how))
                .path("output")
                .asString();
    }

    @Test
    void whatNobodyTellsIsEmpty() {
        var id = nova.server(Map.of());
        var path = "/v2.1/servers/" + id + "/os-server-password";
        assertThat(nova.member().get(path).path("password").asString("none")).isEmpty();
        assertThat(nova.member().exchange("DELETE", path, null).status()).isEqualTo(204);
        var audits = nova.as("admin", "2.1").get("/v2.1/os-instance_usage_audit_log");
        assertThat(audits.at("/instance_usage_audit_logs/num_hosts_not_run").asInt())
                .isEqualTo(1);
        var none = "/v2.1/os-instance_usage_audit_log/yesterday";
        assertThat(nova.as("admin", "2.1").exchange("GET", none, null).status()).isEqualTo(400);
    }
}
