package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.oslo.http.RestClient;
import tools.jackson.databind.JsonNode;

/** Whatever is wrong with a request, each service says so in its own way, and goes on. */
class BadInputTest {
    private static final int REFUSED = 400;
    private static final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);

    @TempDir
    static Path data;

    @TempDir
    static Path elsewhere;

    private static TestCloud cloud;

    /** Where something is created, with a body whose name is to be filled in, and where its errors have their message. */
    enum Door {
        KEYSTONE("keystone", "/v3/users", "{\"user\": {\"name\": %s}}", "/error/message", false),
        GLANCE("glance", "/v2/images", "{\"name\": %s}", "/message", false),
        PLACEMENT("placement", "/resource_providers", "{\"name\": %s}", "/errors/0/detail", true),
        NEUTRON("neutron-server", "/v2.0/networks", "{\"network\": {\"name\": %s}}", "/NeutronError/message", true),
        NOVA(
                "nova-api",
                "/v2.1/flavors",
                "{\"flavor\": {\"name\": %s, \"ram\": 64, \"vcpus\": 1, \"disk\": 0}}",
                "/badRequest/message",
                true),
        CINDER("cinder-api", "/v3/volumes", "{\"volume\": {\"name\": %s, \"size\": 1}}", "/badRequest/message", false);

        final String role;
        final String path;
        final String body;
        final String message;
        final boolean strict;

        Door(String role, String path, String body, String message, boolean strict) {
            this.role = role;
            this.path = path;
            this.body = body;
            this.message = message;
            this.strict = strict;
        }

        RestClient.Answer post(String token, String text) {
            return cloud.anonymous(role)
                    .header("X-Auth-Token", token)
                    .raw("POST", path, "application/json", text.getBytes(StandardCharsets.UTF_8));
        }

        /** The error's own sentence; the envelope's name for it differs by status where it is Nova's. */
        String sentence(RestClient.Answer answer) {
            JsonNode found = answer.body().at(message);
            for (var inner : answer.body()) {
                found = found.isMissingNode() && message.startsWith("/badRequest") ? inner.path("message") : found;
            }
            return found.asString("");
        }
    }

    @BeforeAll
    static void start() {
        cloud = new TestCloud(data, () -> Instant.now().plus(later.get()));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    /** A body, what is wrong with it, and the status that it is refused with. */
    record Wrong(Door door, String what, String body, int status) {
        @Override
        public String toString() {
            return door + " " + what;
        }
    }

    static Stream<Wrong> bodies() {
        return Stream.of(Door.values()).flatMap(door -> {
            var name = quoted("n");
            return Stream.of(
                            new Wrong(door, "no JSON", "{\"name\": ", REFUSED),
                            new Wrong(door, "a list", "[]", REFUSED),
                            new Wrong(door, "more than one value", door.body.formatted(name) + " {}", REFUSED),
                            new Wrong(door, "a name that is a number", door.body.formatted("5"), REFUSED),
                            new Wrong(door, "a name that is a list", door.body.formatted("[\"n\"]"), REFUSED),
                            new Wrong(
                                    door,
                                    "a name that is too long",
                                    door.body.formatted(quoted("n".repeat(300))),
                                    REFUSED),
                            new Wrong(door, "nested too deeply", "[".repeat(5_000) + "]".repeat(5_000), REFUSED),
                            new Wrong(door, "over the limit", door.body.formatted(quoted("n".repeat(200_000))), 413),
                            new Wrong(
                                    door,
                                    "an unknown field",
                                    door.body.formatted(name).replaceFirst("\"name\"", "\"nmae\": 1, \"name\""),
                                    door.strict ? REFUSED : 0))
                    .filter(w -> w.status() != 0);
        });
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBadBodyIsRefusedInTheServicesOwnEnvelope(Wrong wrong) {
        var answer = wrong.door().post(cloud.adminToken(), wrong.body());

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(wrong.status());
        assertThat(wrong.door().sentence(answer))
                .as(answer.body().toString())
                .isNotEmpty()
                .doesNotContain("Exception")
                .doesNotContain("tools.jackson")
                .doesNotContain("stratus.");
        assertThat(answer.headers()).containsKey("x-openstack-request-id");
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void aTokenThatIsNoneIsRefused(Door door) {
        var body = door.body.formatted(quoted("n"));
        for (var token : new String[] {"x", "gAAAAA", "a b", "é", "x".repeat(5_000)}) {
            refused(door.post(token, body));
        }
        refused(cloud.anonymous(door.role)
                .raw("POST", door.path, "application/json", body.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void aTokenThatWasTakenBackIsRefused(Door door) {
        var token = cloud.adminToken();
        assertThat(door.post(token, "[]").status()).isEqualTo(REFUSED);
        cloud.admin("keystone").header("X-Subject-Token", token).call("DELETE", "/v3/auth/tokens", null);

        refused(door.post(token, "[]"));
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void aTokenThatIsOverIsRefused(Door door) {
        var token = cloud.adminToken();
        assertThat(door.post(token, "[]").status()).isEqualTo(REFUSED);
        later.updateAndGet(d -> d.plus(Duration.ofHours(2)));

        refused(door.post(token, "[]"));
    }

    @org.junit.jupiter.api.Test
    void aTokenOfAnotherCloudIsRefused() {
        String token;
        try (var other = new TestCloud(elsewhere)) {
            token = other.adminToken();
        }
        for (var door : Door.values()) {
            refused(door.post(token, "[]"));
        }
    }

    private static void refused(RestClient.Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(401);
        assertThat(answer.body().findValue("message").asString()).isNotEmpty();
        assertThat(answer.headers().get("www-authenticate")).startsWith("Keystone uri=");
    }
}
