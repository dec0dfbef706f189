package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudTest {
    @TempDir
    Path data;

    @Test
    void aTokenOutlivesARestart() {
        String token;
        try (var cloud = new TestCloud(data)) {
            token = cloud.adminToken();
        }
        try (var cloud = new TestCloud(data)) {
            var answer =
                    cloud.admin("keystone").header("X-Subject-Token", token).call("GET", "/v3/auth/tokens", null);

            assertThat(answer.body().at("/token/user/name").asString()).isEqualTo("admin");
        }
    }

    @Test
    void aWrongPasswordIsRefusedInKeystonesEnvelope() {
        try (var cloud = new TestCloud(data)) {
            var answer = cloud.anonymous("keystone").exchange("POST", "/v3/auth/tokens", TestCloud.logIn("wrong"));

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body().at("/error/title").asString()).isEqualTo("Unauthorized");
        }
    }
}
