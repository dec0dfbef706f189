package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.keystone.api.TestKeystone.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileTest {
    @Test
    void anOperatorsRulesStandInPlaceOfTheDefaults(@TempDir Path folder) throws IOException {
        var file = folder.resolve("policy.yaml");
        Files.writeString(file, """
                "identity:list_regions": "rule:admin_required"
                "identity:list_users": "role:member"
                """);
        try (var keystone =
                new TestKeystone(config -> config.withRules(config.passwordPolicy(), config.limitModel(), file))) {
            var user = keystone.create("users", "user", Map.of("name", "someone", "password", "pw"));
            var demo = keystone.admin()
                    .get("/v3/projects?name=demo")
                    .at("/projects/0/id")
                    .stringValue();
            var member = keystone.admin()
                    .get("/v3/roles?name=member")
                    .at("/roles/0/id")
                    .stringValue();
            keystone.admin().put("/v3/projects/%s/users/%s/roles/%s".formatted(demo, user, member), null);

            var client = keystone.api.as(keystone.token("someone", "pw", project("demo")));

            assertThat(client.exchange("GET", "/v3/users", null).status()).isEqualTo(200);
            assertThat(client.exchange("GET", "/v3/regions", null).status()).isEqualTo(403);
            assertThat(client.exchange("GET", "/v3/groups", null).status()).isEqualTo(403);
        }
    }
}
