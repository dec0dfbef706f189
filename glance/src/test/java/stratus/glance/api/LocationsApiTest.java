package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stratus.glance.GlanceOptions;
import stratus.glance.ImageRules;
import stratus.glance.StoreConfig;
import stratus.glance.domain.ImageLimits;
import stratus.glance.domain.LocationRules;
import stratus.glance.domain.PropertyProtection;
import stratus.glance.domain.WorkerRules;
import stratus.glance.store.WebServer;
import stratus.oslo.http.RestClient;

@Timeout(180)
class LocationsApiTest {
    private static final byte[] BITS = "what is in the image".getBytes(StandardCharsets.US_ASCII);

    @AutoClose
    private final WebServer server = new WebServer();

    @AutoClose
    final TestGlance glance = new TestGlance();

    private RestClient start(LocationRules rules) {
        return start(rules, ImageLimits.usual());
    }

    private RestClient start(LocationRules rules, ImageLimits limits) {
        return glance.with(config -> config.with(
                                List.of(StoreConfig.file("file", glance.images()), StoreConfig.http("web")))
                        .with(GlanceOptions.usual()
                                .with(rules)
                                .with(WorkerRules.usual().withCache(0, Duration.ZERO)))
                        .with(new ImageRules(limits, PropertyProtection.none())))
                .member();
    }

    private static LocationRules shown() {
        return new LocationRules(true, true, true, 1);
    }

    private static Map<String, Object> add(String path, String url) {
        return Map.of("op", "add", "path", path, "value", Map.of("url", url, "metadata", Map.of()));
    }

    private static int post(RestClient client, String id, Map<String, ?> body) {
        return client.exchange("POST", "/v2/images/%s/locations".formatted(id), body)
                .status();
    }

    private static String sha512(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
    }

    @Test
    void locationsAreHiddenUnlessTheOperatorShowsThem() {
        var client = start(LocationRules.usual());
        var id = glance.image();
        assertThat(client.get("/v2/images/" + id).has("locations")).isFalse();
        var answer = glance.patch("member", id, add("/locations/-", server.serve("/image", BITS)));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(TestGlance.said(answer)).isEqualTo("It's not allowed to add locations if locations are invisible.");
    }

    @Test
    void anImageOnTheWebIsActiveAndReadFromThere() {
        var client = start(shown());
        var id = glance.image();
        var url = server.serve("/image", BITS);
        var after = glance.patch("member", id, add("/locations/-", url)).body();
        assertThat(after.path("status").asString()).isEqualTo("active");
        assertThat(after.path("size").asLong()).isEqualTo(BITS.length);
        assertThat(after.path("stores").asString()).isEqualTo("web");
        assertThat(after.path("direct_url").asString()).isEqualTo(url);
        assertThat(after.at("/locations/0/metadata/store").asString()).isEqualTo("web");
        assertThat(after.at("/locations/0").propertyNames()).containsExactlyInAnyOrder("url", "metadata");
        var out = new ByteArrayOutputStream();
        client.download("/v2/images/%s/file".formatted(id), out);
        assertThat(out.toByteArray()).isEqualTo(BITS);
        assertThat(client.header("Range", "bytes=5-6")
                        .exchange("GET", "/v2/images/%s/file".formatted(id), null)
                        .headers())
                .containsEntry("content-range", "bytes 5-6/20");
        server.close();
        assertThat(client.exchange("GET", "/v2/images/%s/file".formatted(id), null)
                        .status())
                .isEqualTo(503);
    }

    @Test
    void locationsAreAddedReplacedAndRemovedInTheirOrder() {
        var client = start(shown());
        var id = glance.image();
        var one = server.serve("/one", BITS);
        var other = server.serve("/other", BITS);
        glance.patch("member", id, add("/locations/-", one));
        assertThat(glance.patch("member", id, add("/locations/-", one)).status())
                .isEqualTo(400);
        assertThat(glance.patch("member", id, add("/locations/x", other)).status())
                .isEqualTo(400);
        assertThat(glance.patch("member", id, add("/locations", other)).status())
                .isEqualTo(400);
        glance.patch("member", id, add("/locations/0", other));
        assertThat(client.get("/v2/images/" + id).path("locations").findValuesAsString("url"))
                .containsExactly(other, one);
        var replaced = List.of(Map.of("url", one, "metadata", Map.of("key", "value")));
        assertThat(glance.patch("member", id, Map.of("op", "replace", "path", "/locations", "value", replaced))
                        .status())
                .as("not the same addresses")
                .isEqualTo(400);
        assertThat(glance.patch("member", id, Map.of("op", "replace", "path", "/locations", "value", List.of()))
                        .status())
                .isEqualTo(403);
        var remove = Map.of("op", "remove", "path", "/locations/0");
        assertThat(glance.patch("member", id, remove).status()).isEqualTo(403);
        assertThat(glance.patch("admin", id, remove).status()).isEqualTo(200);
        assertThat(glance.patch("admin", id, remove).status()).as("the last").isEqualTo(403);
        var after = glance.patch("member", id, Map.of("op", "replace", "path", "/locations", "value", replaced));
        assertThat(after.body().at("/locations/0/metadata/key").asString()).isEqualTo("value");
    }

    @Test
    void anImageHasNoMoreLocationsThanItsQuota() {
        var limits = new ImageLimits(new ImageLimits.Parts(-1, -1, -1, 1), 0, 25, 1000);
        var client = start(shown(), limits);
        var id = glance.image();
        glance.patch("member", id, add("/locations/-", server.serve("/one", BITS)));
        var refused = glance.patch("member", id, add("/locations/-", server.serve("/other", BITS)));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(TestGlance.said(refused))
                .isEqualTo("The limit has been exceeded on the number of allowed image locations. Attempted: 2,"
                        + " Maximum: 1");
        assertThat(client.get("/v2/images/" + id).path("locations")).hasSize(1);
    }

    @Test
    void onlyWhatAStoreReadsIsALocation() {
        var client = start(shown());
        var id = glance.image();
        for (var url :
                List.of("file:///etc/passwd", "rbd://pool/image", "http://", server.url("/nothing"), "no address")) {
            assertThat(glance.patch("member", id, add("/locations/-", url)).status())
                    .as(url)
                    .isEqualTo(400);
        }
        assertThat(client.get("/v2/images/" + id).path("status").asString()).isEqualTo("queued");
    }

    @Test
    void whatAClientSaysOfTheBitsIsKept() throws Exception {
        var client = start(shown());
        var id = glance.image();
        var value = Map.of(
                "url",
                server.serve("/image", BITS),
                "metadata",
                Map.of(),
                "validation_data",
                Map.of("os_hash_algo", "sha512", "os_hash_value", sha512(BITS)));
        var add = Map.of("op", "add", "path", "/locations/-", "value", value);
        assertThat(glance.patch("member", id, add).body().path("os_hash_value").asString())
                .isEqualTo(sha512(BITS));
    }

    @Test
    void anAddressIsAddedInTheBackgroundAndHashed() throws Exception {
        var client = start(LocationRules.usual());
        var id = glance.image();
        assertThat(post(client, id, Map.of("url", server.serve("/image", BITS))))
                .isEqualTo(202);
        var image = glance.settled(id);
        assertThat(image.path("status").asString()).isEqualTo("active");
        assertThat(image.path("os_hash_value").asString()).isEqualTo(sha512(BITS));
        assertThat(image.path("os_hash_algo").asString()).isEqualTo("sha512");
        assertThat(post(client, id, Map.of("url", server.url("/image"))))
                .as("not queued")
                .isEqualTo(409);
        assertThat(client.exchange("GET", "/v2/images/%s/locations".formatted(id), null)
                        .status())
                .isEqualTo(403);
        var locations = glance.as("service").get("/v2/images/%s/locations".formatted(id));
        assertThat(locations.at("/0/url").asString()).isEqualTo(server.url("/image"));
        assertThat(locations.get(0).propertyNames()).containsExactlyInAnyOrder("url", "metadata");
        assertThat(client.get("/v2/images/%s/tasks".formatted(id))
                        .at("/tasks/0/type")
                        .asString())
                .isEqualTo("location_import");
    }

    @Test
    void aHashThatDoesNotFitIsRefusedAfterwards() throws Exception {
        var client = start(LocationRules.usual());
        var id = glance.image();
        var url = server.serve("/image", BITS);
        var wrong = Map.of("os_hash_algo", "sha512", "os_hash_value", sha512(new byte[1]));
        assertThat(post(client, id, Map.of("url", url, "validation_data", wrong)))
                .isEqualTo(202);
        assertThat(glance.settled(id).path("status").asString()).isEqualTo("queued");
        var right = Map.of("os_hash_algo", "sha512", "os_hash_value", sha512(BITS));
        assertThat(post(client, id, Map.of("url", url, "validation_data", right)))
                .isEqualTo(202);
        assertThat(glance.settled(id).path("status").asString()).isEqualTo("active");
    }

    @Test
    void badOrdersAreRefusedAtOnce() {
        var client = start(LocationRules.usual());
        var id = glance.image();
        assertThat(post(client, id, Map.of("url", "rbd://pool/image"))).isEqualTo(403);
        assertThat(refusal(client, id, "")).isEqualTo("Body expected in request.");
        assertThat(refusal(client, id, "{\"url\"")).isEqualTo("Malformed JSON in request body.");
        assertThat(refusal(client, id, "[]")).endsWith("[] is not of type 'object'");
        assertThat(refusal(client, id, "{}")).endsWith("'url' is a required property");
        assertThat(refusal(client, id, "{\"url\":1}")).endsWith("1 is not of type 'string'");
        assertThat(refusal(client, id, saying("[]"))).endsWith("[] is not of type 'object'");
        assertThat(refusal(client, id, saying("{\"os_hash_algo\":\"sha512\"}")))
                .isEqualTo("Provided object does not match schema 'location': 'os_hash_value' is a dependency of"
                        + " 'os_hash_algo'");
        assertThat(refusal(client, id, saying("{\"checksum\":\"x\"}"))).contains("('checksum' was unexpected)");
        assertThat(refusal(client, id, saying("{\"os_hash_algo\":\"crc\",\"os_hash_value\":\"00\"}")))
                .endsWith("'crc' is not one of ['sha1', 'sha256', 'sha512', 'md5']");
        assertThat(refusal(client, id, saying("{\"os_hash_algo\":\"sha512\",\"os_hash_value\":\"xyz\"}")))
                .isEqualTo("os_hash_value (xyz) is not a valid hexadecimal value");
        assertThat(refusal(client, id, saying("{\"os_hash_algo\":\"sha512\",\"os_hash_value\":\"00\"}")))
                .isEqualTo("os_hash_value: (00) is not the correct size for (sha512) (should be (64) bytes)");
    }

    private String saying(String data) {
        return "{\"url\":\"%s\",\"validation_data\":%s}".formatted(server.url("/image"), data);
    }

    private static String refusal(RestClient client, String id, String body) {
        var answer = client.raw(
                "POST",
                "/v2/images/%s/locations".formatted(id),
                "application/json",
                body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(body).isEqualTo(400);
        return TestGlance.said(answer);
    }

    @Test
    void aChecksumIsAsLongAsOne() {
        var client = start(shown());
        var value = Map.of(
                "url",
                server.serve("/image", BITS),
                "metadata",
                Map.of(),
                "validation_data",
                Map.of("checksum", "00", "os_hash_algo", "sha512", "os_hash_value", "00"));
        var refused =
                glance.patch("member", glance.image(), Map.of("op", "add", "path", "/locations/-", "value", value));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(TestGlance.said(refused)).endsWith("'00' is too short");
    }
}
