package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import stratus.oslo.http.RestClient;
import stratus.testing.service.Await;

/** A day of passwords, tokens and keys, after which none of them is found where it does not belong. */
class SecretsStayTest {
    @TempDir
    Path data;

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();

    /** Everything that any logger says, down to the smallest. */
    private static final class Ear extends AppenderBase<ILoggingEvent> {
        private final Queue<String> heard = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            heard.add(event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                heard.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
    }

    private String secret(String what, @Nullable String value) {
        secrets.put(what, Objects.requireNonNull(value, what));
        return secrets.get(what);
    }

    /** What is refused is told to the caller without what it was asked with. */
    private RestClient.Answer refused(RestClient client, String method, String path, Object body) {
        var answer = client.exchange(method, path, body);
        assertThat(answer.status()).as(path).isBetween(400, 499);
        answers.add(answer.body().toString());
        return answer;
    }

    private static Map<String, ?> logIn(String user, String password, Object scope) {
        var domain = Map.of("id", "default");
        var person = Map.of("name", user, "domain", domain, "password", password);
        var identity = Map.of("methods", List.of("password"), "password", Map.of("user", person));
        return Map.of("auth", Map.of("identity", identity, "scope", scope));
    }

    private void day(TestCloud cloud) {
        var keystone = cloud.anonymous("keystone");
        var admin = cloud.as("keystone", secret("admin's token", cloud.adminToken()));
        var password = secret("password", "needle-of-a-password");
        var user = admin.post("/v3/users", Map.of("user", Map.of("name", "ann", "password", password)))
                .at("/user/id")
                .stringValue();
        var demo = admin.get("/v3/projects?name=demo").at("/projects/0/id").stringValue();
        var member = admin.get("/v3/roles?name=member").at("/roles/0/id").stringValue();
        admin.put("/v3/projects/%s/users/%s/roles/%s".formatted(demo, user, member), null);
        refused(keystone, "POST", "/v3/auth/tokens", logIn("ann", secret("wrong", "needle-that-is-wrong"), "unscoped"));
        refused(keystone, "POST", "/v3/auth/tokens", Map.of("auth", Map.of("identity", Map.of("password", password))));
        var changed = secret("changed password", "needle-of-another");
        var change = Map.of("user", Map.of("original_password", password, "password", changed));
        assertThat(keystone.exchange("POST", "/v3/users/%s/password".formatted(user), change)
                        .status())
                .isEqualTo(204);
        var scope = Map.of("project", Map.of("id", demo));
        var token = keystone.exchange("POST", "/v3/auth/tokens", logIn("ann", changed, scope))
                .headers()
                .get("x-subject-token");
        var ann = cloud.as("keystone", secret("token", token));
        delegate(ann, user, demo);
        refused(ann, "GET", "/v3/users", Map.of());
        refused(cloud.as("keystone", secret("garbled token", "gAAAAABneedle")), "GET", "/v3/users", Map.of());
        boot(cloud, String.valueOf(token));
        ann.header("X-Subject-Token", String.valueOf(token)).exchange("DELETE", "/v3/auth/tokens", null);
    }

    private void delegate(RestClient ann, String user, String project) {
        var application = ann.post(
                        "/v3/users/%s/application_credentials".formatted(user),
                        Map.of("application_credential", Map.of("name", "app")))
                .path("application_credential");
        secret("application's secret", application.path("secret").stringValue());
        var path = "/v3/users/%s/credentials/OS-EC2".formatted(user);
        var ec2 = ann.post(path, Map.of("tenant_id", project)).path("credential");
        secret("EC2 secret", ec2.path("secret").stringValue());
        var seed = secret("TOTP seed", "NEEDLEOFASEED234");
        ann.post("/v3/credentials", Map.of("credential", Map.of("type", "totp", "blob", seed, "user_id", user)));
        refused(
                ann,
                "POST",
                "/v3/credentials",
                Map.of("credential", Map.of("type", "ec2", "blob", seed, "user_id", user)));
    }

    /** A server is built by sagas, with the user's token. */
    private void boot(TestCloud cloud, String token) {
        var nova = cloud.as("nova-api", token).header("X-OpenStack-Nova-API-Version", "2.37");
        var glance = cloud.as("glance", token);
        var image = glance.post("/v2/images", Map.of("name", "i", "disk_format", "raw", "container_format", "bare"))
                .path("id")
                .stringValue();
        glance.raw("PUT", "/v2/images/" + image + "/file", "application/octet-stream", new byte[1024]);
        var fields = Map.of(
                "name",
                "s",
                "flavorRef",
                "1",
                "imageRef",
                image,
                "networks",
                "none",
                "adminPass",
                secret("server's password", "needle-of-a-server"));
        var id = nova.post("/v2.1/servers", Map.of("server", fields))
                .at("/server/id")
                .stringValue();
        await().atMost(Await.PATIENCE)
                .until(
                        () -> nova.get("/v2.1/servers/" + id)
                                .at("/server/status")
                                .asString(),
                        "ACTIVE"::equals);
        refused(nova, "POST", "/v2.1/servers", Map.of("server", Map.of("adminPass", secrets.get("server's password"))));
        var cinder = cloud.as("cinder-api", token);
        var volume = cinder.exchange("POST", "/v3/volumes", Map.of("volume", Map.of("size", 1, "name", "v")));
        assertThat(volume.status()).isEqualTo(202);
    }

    private List<String> databases() throws IOException {
        try (var files = Files.walk(data.resolve("db"))) {
            return files.filter(Files::isRegularFile).map(SecretsStayTest::text).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noSecretIsInLogsAnswersTracesOrDatabases() throws IOException {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var before = root.getLevel();
        var ear = new Ear();
        ear.start();
        var others = new ArrayList<Appender<ILoggingEvent>>();
        root.iteratorForAppenders().forEachRemaining(others::add);
        others.forEach(root::detachAppender); // who reads the build's log is spared
        root.addAppender(ear);
        root.setLevel(Level.TRACE);
        var traces = new ArrayList<String>();
        try (var cloud = new TestCloud(data)) {
            day(cloud);
            traces.add(cloud.admin("horizon").get("/v1/traces?limit=1000").toString());
        } finally {
            root.setLevel(before);
            root.detachAppender(ear);
            others.forEach(root::addAppender);
        }
        assertThat(ear.heard).as("logs").isNotEmpty();
        var written = databases();
        assertThat(written).as("databases").isNotEmpty();
        secrets.forEach((what, value) -> {
            assertThat(ear.heard).as("%s in logs", what).noneMatch(line -> line.contains(value));
            assertThat(answers).as("%s in answers", what).noneMatch(body -> body.contains(value));
            assertThat(traces).as("%s in traces", what).noneMatch(trace -> trace.contains(value));
            assertThat(written).as("%s in databases", what).noneMatch(file -> file.contains(value));
        });
    }
}
