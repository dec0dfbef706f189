package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's verbs, beside a cloud that runs and without one. */
class KeystoneVerbsTest {
    @TempDir
    Path data;

    private int run(String... words) {
        var args = new String[words.length + 3];
        args[0] = "keystone";
        System.arraycopy(words, 0, args, 1, words.length);
        args[words.length + 1] = "--data";
        args[words.length + 2] = data.toString();
        return Main.line().execute(args);
    }

    private static int logIn(TestCloud cloud, String password) {
        return cloud.anonymous("keystone")
                .exchange("POST", "/v3/auth/tokens", TestCloud.logIn(password))
                .status();
    }

    @Test
    void keysRotateUnderACloudThatRuns() {
        try (var cloud = new TestCloud(data)) {
            var before = cloud.adminToken();
            assertThat(run("rotate-keys")).isZero();
            var client = cloud.admin("keystone").header("X-Subject-Token", before);
            assertThat(client.exchange("GET", "/v3/auth/tokens", null).status()).isEqualTo(200);
            assertThat(data.resolve("keys/fernet/2")).exists();
            assertThat(data.resolve("keys/fernet-credential/2")).exists();
        }
    }

    @Test
    void anAdministratorWhoIsLockedOutGetsInAgain() {
        try (var cloud = new TestCloud(data)) {
            assertThat(run("bootstrap", "--bootstrap-password", "a new one")).isZero();
            assertThat(logIn(cloud, "a new one")).isEqualTo(201);
            assertThat(data.resolve("keys/admin")).hasContent("a new one");
        }
        try (var cloud = new TestCloud(data)) {
            assertThat(logIn(cloud, "a new one")).isEqualTo(201);
        }
    }

    @Test
    void endpointsMoveWhereTheyAreSaidToBe() {
        try (var cloud = new TestCloud(data)) {
            assertThat(run(
                            "bootstrap",
                            "--bootstrap-region-id",
                            "RegionOne",
                            "--bootstrap-public-url",
                            "https://cloud.example/v3"))
                    .isZero();
            var endpoints = cloud.admin("keystone").get("/v3/endpoints?interface=public");
            assertThat(endpoints.findValuesAsString("url")).contains("https://cloud.example/v3");
        }
    }

    @Test
    void aCloudIsMadeFromAnothersFile() throws IOException {
        var file = data.resolve("cloud.yaml");
        try (var cloud = new TestCloud(data)) {
            assertThat(run("export", file.toString(), "--with-password-hashes")).isZero();
            assertThat(run("import", file.toString())).isZero();
        }
        var other = Files.createDirectories(data.resolve("other"));
        assertThat(Main.line().execute("keystone", "import", file.toString(), "--data", other.toString()))
                .isZero();
        Files.createDirectories(other.resolve("keys"));
        for (var name : new String[] {"admin", "service"}) {
            Files.copy(data.resolve("keys").resolve(name), other.resolve("keys").resolve(name));
        }
        try (var cloud = new TestCloud(other)) {
            assertThat(cloud.adminToken()).isNotEmpty();
        }
    }

    @Test
    void aConflictEndsWithItsReasonAndNothingDone() throws IOException {
        var file = data.resolve("cloud.yaml");
        Files.writeString(
                file, "format: stratus-keystone/1\nlimits:\n- {service: {type: x, name: y}, resource: z, limit: 1}\n");
        assertThat(run("import", file.toString())).isEqualTo(1);
    }

    @Test
    void aFolderWithoutACloudIsNotMadeOneByLooking() {
        assertThat(run("export")).isEqualTo(1);
        assertThat(data.resolve("db")).doesNotExist();
    }
}
