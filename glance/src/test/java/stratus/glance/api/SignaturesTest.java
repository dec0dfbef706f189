package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import stratus.glance.GlanceConfig;
import stratus.glance.GlanceNeighbours;
import stratus.glance.GlanceService;
import stratus.glance.StoreConfig;
import stratus.glance.app.Certificates;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.oslo.http.RestClient.Answer;
import stratus.testing.service.Await;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;
import tools.jackson.databind.JsonNode;

/** Images are what their signers signed, or they are not let in. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignaturesTest {
    private static final String ID = "11111111-1111-4111-8111-111111111111";
    private static final String FAILED = "Signature verification failed for image %s: ";
    private static final byte[] BITS = new byte[2_000_000];

    private final Db db = BothDatabases.sqlite("glance");
    private final Map<String, Certificates.Secret> secrets = new HashMap<>();

    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private Signer rsa;

    @SuppressWarnings("NullAway.Init")
    private GlanceService service;

    @SuppressWarnings("NullAway.Init")
    private TestApi api;

    @SuppressWarnings("NullAway.Init")
    private RestClient client;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        folder = home;
        new Random(1).nextBytes(BITS);
        rsa = Signer.with(folder, "-keyalg RSA -keysize 2048");
        var stores =
                List.of(StoreConfig.file("one", folder.resolve("one")), StoreConfig.file("two", folder.resolve("two")));
        service = new GlanceService(
                new GlanceConfig(folder, "http://keystone:5000", null).with(stores),
                db,
                new Callers(),
                new GlanceNeighbours(null, (_, _, _) -> Optional.empty(), this::secret),
                InstantSource.system());
        api = new TestApi(service.api());
        client = api.as("member");
    }

    @BeforeEach
    void certificate() throws Exception {
        secrets.put(ID, new Certificates.Secret("certificate", rsa.pem()));
    }

    @AfterAll
    void stop() {
        api.close();
        service.close();
        db.close();
    }

    private Certificates.Secret secret(Caller caller, String id) {
        var secret = secrets.get(id);
        if (!caller.user().name().equals("member")) {
            throw new Fault.Forbidden("secret:get");
        }
        if (secret == null) {
            throw new Fault.NotFound("secret", id);
        }
        return secret;
    }

    private static Map<String, String> signed(String hash, String key, String signature) {
        return Map.of(
                "img_signature_certificate_uuid", ID,
                "img_signature_hash_method", hash,
                "img_signature_key_type", key,
                "img_signature", signature);
    }

    /** With the longest salt that a key of 2048 bits has room for. */
    private Map<String, String> signed(byte[] bits) throws Exception {
        return signed("SHA-256", "RSA-PSS", rsa.pss("SHA-256", 256 - 32 - 2, bits));
    }

    private String create(Map<String, String> properties) {
        var all = new HashMap<String, String>(Map.of("disk_format", "raw", "container_format", "bare"));
        all.putAll(properties);
        return client.post("/v2/images", all).path("id").asString();
    }

    private Answer upload(String id, byte[] bits) {
        return client.upload("PUT", "/v2/images/%s/file".formatted(id), new ByteArrayInputStream(bits));
    }

    private void assertTaken(Map<String, String> properties) {
        var id = create(properties);
        assertThat(upload(id, BITS).status()).isEqualTo(204);
        assertThat(client.get("/v2/images/" + id).path("status").asString()).isEqualTo("active");
    }

    private void assertRefused(Map<String, String> properties, String why) throws IOException {
        var id = create(properties);
        var answer = upload(id, BITS);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("message").asString()).startsWith(FAILED.formatted(id) + why + "<br />");
        assertNothingLeft(id);
    }

    private void assertNothingLeft(String id) throws IOException {
        var image = client.get("/v2/images/" + id);
        assertThat(image.path("status").asString()).isEqualTo("queued");
        assertThat(image.path("size").isNull()).isTrue();
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(f -> f.getFileName().toString().startsWith(id)))
                    .isEmpty();
        }
    }

    @Test
    void whatWasSignedIsTakenAndNothingElse() throws Exception {
        assertTaken(signed(BITS));
        var others = BITS.clone();
        others[1_000_000] ^= 1;
        assertRefused(signed(others), "Signature verification failed");
        assertRefused(signed(Arrays.copyOf(BITS, BITS.length - 1)), "Signature verification failed");
        assertRefused(
                signed("SHA-256", "RSA-PSS", rsa.pss("SHA-256", 32, BITS)), // another salt
                "Signature verification failed");
        assertRefused(signed("SHA-256", "RSA-PSS", "AAAA"), "Signature verification failed");
    }

    @Test
    void everyHashAndEveryKindOfKeyWorks() throws Exception {
        for (var hash : Map.of("SHA-224", 28, "SHA-384", 48, "SHA-512", 64).entrySet()) {
            assertTaken(signed(hash.getKey(), "RSA-PSS", rsa.pss(hash.getKey(), 254 - hash.getValue(), BITS)));
        }
        var ec384 = Signer.with(folder, "-keyalg EC -groupname secp384r1");
        secrets.put(ID, new Certificates.Secret("certificate", ec384.der()));
        assertTaken(signed("SHA-512", "ECC_SECP384R1", ec384.sign("SHA512withECDSA", BITS)));
        var ec521 = Signer.with(folder, "-keyalg EC -groupname secp521r1");
        secrets.put(ID, new Certificates.Secret("certificate", ec521.der()));
        assertTaken(signed("SHA-224", "ECC_SECP521R1", ec521.sign("SHA224withECDSA", BITS)));
        var dsa = Signer.with(folder, "-keyalg DSA -keysize 2048");
        secrets.put(ID, new Certificates.Secret("certificate", dsa.der()));
        assertTaken(signed("SHA-256", "DSA", dsa.sign("SHA256withDSA", BITS)));
        assertRefused(
                signed("SHA-256", "DSA", dsa.sign("SHA256withDSA", new byte[1])), "Signature verification failed");
    }

    @Test
    void whatCannotBeProvenIsRefused() throws Exception {
        var pre = "Signature verification for the image failed: ";
        assertRefused(signed("MD5", "RSA-PSS", "AAAA"), pre + "Invalid signature hash method: MD5.");
        assertRefused(signed("SHA-256", "RSA", "AAAA"), pre + "Invalid signature key type: RSA.");
        assertRefused(signed("SHA-256", "DSA", "AAAA"), pre + "Invalid public key type for signature key type: DSA.");
        assertRefused(
                signed("SHA-256", "RSA-PSS", "A"), pre + "The signature data was not properly encoded using base64.");
        var elsewhere = new HashMap<>(signed(BITS));
        elsewhere.put("img_signature_certificate_uuid", "22222222-1111-4111-8111-111111111111");
        assertRefused(elsewhere, pre + "Certificate not found with ID: 22222222-1111-4111-8111-111111111111.");
        elsewhere.put("img_signature_certificate_uuid", "../x");
        assertRefused(elsewhere, pre + "Certificate not found with ID: ../x.");
        secrets.put(ID, new Certificates.Secret("opaque", rsa.pem()));
        assertRefused(signed(BITS), pre + "Invalid certificate format: opaque.");
        secrets.put(ID, new Certificates.Secret("certificate", new byte[] {1}));
        assertRefused(signed(BITS), pre + "Unable to retrieve certificate with ID: %s.".formatted(ID));
    }

    @Test
    void withoutOneOfTheFourPropertiesAnImageIsUnsigned() throws Exception {
        var some = new HashMap<>(signed(new byte[1]));
        some.remove("img_signature_key_type");
        assertTaken(some);
    }

    @Test
    void withoutAKeyManagerNothingThatIsSignedIsTaken() throws Exception {
        var home = Files.createDirectory(folder.resolve("alone"));
        var caller = new Callers();
        try (var rows = BothDatabases.sqlite("glance");
                var alone = new GlanceService(
                        new GlanceConfig(home, "http://keystone:5000", null), rows, caller, InstantSource.system());
                var its = new TestApi(alone.api())) {
            var all = new HashMap<String, String>(Map.of("disk_format", "raw", "container_format", "bare"));
            all.putAll(signed(BITS));
            var member = its.as("member");
            var id = member.post("/v2/images", all).path("id").asString();
            var answer =
                    member.upload("PUT", "/v2/images/%s/file".formatted(id), new ByteArrayInputStream(new byte[10]));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().path("message").asString())
                    .contains("Unable to retrieve certificate with ID: " + ID);
        }
    }

    private String bring(String id, byte[] bits) {
        client.upload("PUT", "/v2/images/%s/stage".formatted(id), new ByteArrayInputStream(bits));
        client.post(
                "/v2/images/%s/import".formatted(id),
                Map.of("method", Map.of("name", "glance-direct"), "stores", List.of("one", "two")));
        Await.until(
                "end of the task", () -> !task(id).path("status").asString("").equals("processing"));
        return task(id).path("message").asString("");
    }

    private JsonNode task(String id) {
        return client.get("/v2/images/%s/tasks".formatted(id)).at("/tasks/0");
    }

    @Test
    void importsAreHeldToTheSame() throws Exception {
        var good = create(signed(BITS));
        assertThat(bring(good, BITS)).isEqualTo("Copied 1 MiB");
        var image = client.get("/v2/images/" + good);
        assertThat(image.path("status").asString()).isEqualTo("active");
        assertThat(image.path("stores").asString()).isEqualTo("one,two");
        var bad = create(signed(new byte[1]));
        assertThat(bring(bad, BITS)).isEqualTo(FAILED.formatted(bad) + "Signature verification failed");
        assertThat(client.get("/v2/images/" + bad)
                        .path("os_glance_failed_import")
                        .asString())
                .isEqualTo("one");
        assertNothingLeft(bad);
    }
}
