package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import stratus.oslo.http.RestClient;

/** A consumer asks, a user grants, and the consumer acts for the user until the user has enough of it. */
class OAuthApiTest {
    private static final String LOG_IN = "{\"auth\":{\"identity\":{\"methods\":[\"oauth1\"],\"oauth1\":{}}}}";

    private static TestKeystone keystone;
    private static HttpClient http;
    private static RestClient admin;
    private static String project;
    private static String user;
    private static Key consumer;

    /** What a consumer or a token signs with. */
    private record Key(String id, String secret) {}

    @BeforeAll
    static void start() {
        keystone = new TestKeystone();
        http = HttpClient.newHttpClient();
        admin = keystone.admin();
        project = admin.get("/v3/projects?name=admin").at("/projects/0/id").asString();
        user = admin.get("/v3/users?name=admin").at("/users/0/id").asString();
        var made = admin.post("/v3/OS-OAUTH1/consumers", Map.of("consumer", Map.of("description", "c")));
        consumer = new Key(
                made.at("/consumer/id").asString(), made.at("/consumer/secret").asString());
    }

    @AfterAll
    static void stop() {
        http.close();
        keystone.close();
    }

    private static HttpResponse<String> signed(String path, Key token, Map<String, String> more, String body)
            throws IOException, InterruptedException {
        var url = keystone.api.url() + path;
        var parameters = new TreeMap<>(more);
        parameters.put("oauth_consumer_key", consumer.id());
        parameters.put("oauth_signature_method", "HMAC-SHA1");
        parameters.put(
                "oauth_timestamp",
                String.valueOf(InstantSource.system().instant().getEpochSecond()));
        parameters.put("oauth_nonce", "abc123");
        parameters.put("oauth_version", "1.0");
        if (!token.id().isEmpty()) {
            parameters.put("oauth_token", token.id());
        }
        parameters.put("oauth_signature", signature(url, parameters, consumer.secret() + "&" + token.secret()));
        var header = parameters.entrySet().stream()
                .map(e -> "%s=\"%s\"".formatted(e.getKey(), encode(e.getValue())))
                .collect(Collectors.joining(", "));
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "OAuth realm=\"any\", " + header)
                .header("Requested-Project-Id", project)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String signature(String url, Map<String, String> parameters, String key) {
        var joined = parameters.entrySet().stream()
                .map(e -> e.getKey() + "=" + encode(e.getValue()))
                .collect(Collectors.joining("&"));
        var text = "POST&" + encode(url) + "&" + encode(joined);
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Key key(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-www-form-urlencoded");
        var form = Arrays.stream(answer.body().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        assertThat(form).containsKey("oauth_expires_at");
        return new Key(form.getOrDefault("oauth_token", ""), form.getOrDefault("oauth_token_secret", ""));
    }

    private static Key ask() throws IOException, InterruptedException {
        return key(signed("/v3/OS-OAUTH1/request_token", new Key("", ""), Map.of("oauth_callback", "oob"), ""));
    }

    private static RestClient.Answer grant(Key request, String... roles) {
        var named = Arrays.stream(roles).map(name -> Map.of("name", name)).toList();
        return admin.exchange("PUT", "/v3/OS-OAUTH1/authorize/" + request.id(), Map.of("roles", named));
    }

    private static HttpResponse<String> fetch(Key request, String verifier) throws IOException, InterruptedException {
        return signed("/v3/OS-OAUTH1/access_token", request, Map.of("oauth_verifier", verifier), "");
    }

    private static Key access(String... roles) throws IOException, InterruptedException {
        var request = ask();
        var verifier = grant(request, roles).body().at("/token/oauth_verifier").stringValue();
        return key(fetch(request, verifier));
    }

    @Test
    void aConsumerGetsWhatAUserGranted() throws IOException, InterruptedException {
        var request = ask();
        assertThat(fetch(request, "unknown1").statusCode())
                .as("nobody granted yet")
                .isEqualTo(401);
        var verifier = grant(request, "member", "reader")
                .body()
                .at("/token/oauth_verifier")
                .stringValue();
        assertThat(fetch(request, "unknown1").statusCode()).isEqualTo(401);
        assertThat(fetch(new Key(request.id(), "other"), verifier).statusCode())
                .as("signed with another secret")
                .isEqualTo(401);
        var access = key(fetch(request, verifier));
        assertThat(fetch(request, verifier).statusCode()).as("used up").isEqualTo(404);

        var path = "/v3/users/%s/OS-OAUTH1/access_tokens/%s".formatted(user, access.id());
        var shown = admin.get(path).path("access_token");
        assertThat(shown.path("consumer_id").stringValue()).isEqualTo(consumer.id());
        assertThat(shown.path("authorizing_user_id").stringValue()).isEqualTo(user);
        assertThat(TestKeystone.names(admin.get(path + "/roles").path("roles")))
                .containsExactlyInAnyOrder("member", "reader");
    }

    @Test
    void itLogsInWithThoseRolesUntilTheUserTakesThemBack() throws IOException, InterruptedException {
        var access = access("member");
        var answer = signed("/v3/auth/tokens", access, Map.of(), LOG_IN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body())
                .contains("\"OS-OAUTH1\"", "\"access_token_id\":\"" + access.id() + "\"", "\"member\"", project)
                .doesNotContain("\"manager\"");
        var token = answer.headers().firstValue("X-Subject-Token").orElseThrow();
        var client = keystone.api.as(token);
        assertThat(client.exchange("GET", "/v3/auth/projects", null).status()).isEqualTo(200);
        var again =
                Map.of("auth", Map.of("identity", Map.of("methods", List.of("token"), "token", Map.of("id", token))));
        assertThat(keystone.api
                        .anonymous()
                        .exchange("POST", "/v3/auth/tokens", again)
                        .status())
                .as("no other token by it")
                .isEqualTo(403);

        var path = "/v3/users/%s/OS-OAUTH1/access_tokens/%s".formatted(user, access.id());
        assertThat(admin.exchange("DELETE", path, null).status()).isEqualTo(204);
        assertThat(admin.exchange("GET", path, null).status()).isEqualTo(404);
        assertThat(client.exchange("GET", "/v3/auth/projects", null).status()).isEqualTo(401);
        assertThat(signed("/v3/auth/tokens", access, Map.of(), LOG_IN).statusCode())
                .isEqualTo(404);
    }

    @Test
    void itsTokensGoWithTheConsumer() throws IOException, InterruptedException {
        var usual = consumer;
        var made = admin.post("/v3/OS-OAUTH1/consumers", Map.of("consumer", Map.of()));
        consumer = new Key(
                made.at("/consumer/id").asString(), made.at("/consumer/secret").asString());
        try {
            var answer = signed("/v3/auth/tokens", access("member"), Map.of(), LOG_IN);
            var client = keystone.api.as(
                    answer.headers().firstValue("X-Subject-Token").orElseThrow());
            assertThat(client.exchange("GET", "/v3/auth/projects", null).status())
                    .isEqualTo(200);
            var path = "/v3/OS-OAUTH1/consumers/" + consumer.id();
            assertThat(admin.exchange("DELETE", path, null).status()).isEqualTo(204);
            assertThat(client.exchange("GET", "/v3/auth/projects", null).status())
                    .isEqualTo(401);
        } finally {
            consumer = usual;
        }
    }

    @Test
    void aUserGrantsNoMoreThanItHas() throws IOException, InterruptedException {
        assertThat(grant(ask(), "service").status()).isEqualTo(401);
        assertThat(grant(new Key("none", ""), "member").status()).isEqualTo(404);
    }

    @Test
    void aWrongSignatureIsRefused() throws IOException, InterruptedException {
        var access = access("member");
        assertThat(signed("/v3/auth/tokens", new Key(access.id(), "other"), Map.of(), LOG_IN)
                        .statusCode())
                .isEqualTo(401);
        assertThat(signed("/v3/OS-OAUTH1/request_token", new Key("", "other"), Map.of(), "")
                        .statusCode())
                .isEqualTo(401);
        assertThat(keystone.api
                        .anonymous()
                        .exchange("POST", "/v3/OS-OAUTH1/request_token", null)
                        .status())
                .isEqualTo(401);
    }
}
