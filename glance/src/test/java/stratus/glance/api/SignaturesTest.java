package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import stratus.glance.GlanceNeighbours;
import stratus.glance.StoreConfig;
import stratus.glance.app.Certificates;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;

/** Images are what their signers signed, or they are not let in. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignaturesTest {
    private static final String ID = "11111111-1111-4111-8111-111111111111";
    private static final String FAILED = "Signature verification failed for image %s: ";
    private static final byte[] BITS = new byte[2_000_000];

    private final Map<String, Certificates.Secret> secrets = new HashMap<>();

    @AutoClose
    final TestGlance glance = new TestGlance(new GlanceNeighbours(null, (_, _, _) -> Optional.empty(), this::secret));

    @SuppressWarnings("NullAway.Init")
    private Signer rsa;

    @BeforeAll
    void start() throws Exception {
        new Random(1).nextBytes(BITS);
        rsa = Signer.with(glance.folder(), "-keyalg RSA -keysize 2048");
        glance.with(config -> config.with(List.of(
                StoreConfig.file("one", glance.images().resolve("one")),
                StoreConfig.file("two", glance.images().resolve("two")))));
    }

    @BeforeEach
    void certificate() throws Exception {
        secrets.put(ID, new Certificates.Secret("certificate", rsa.pem()));
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

    private void assertTaken(Map<String, String> properties) {
        var id = glance.image(properties);
        assertThat(glance.upload(id, BITS).status()).isEqualTo(204);
        assertThat(glance.member().get("/v2/images/" + id).path("status").asString())
                .isEqualTo("active");
    }

    private void assertRefused(Map<String, String> properties, String why) throws IOException {
        var id = glance.image(properties);
        var answer = glance.upload(id, BITS);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("message").asString()).startsWith(FAILED.formatted(id) + why + "<br />");
        assertNothingLeft(id);
    }

    private void assertNothingLeft(String id) throws IOException {
        var image = glance.member().get("/v2/images/" + id);
        assertThat(image.path("status").asString()).isEqualTo("queued");
        assertThat(image.path("size").isNull()).isTrue();
        try (var files = Files.walk(glance.images())) {
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
        var ec384 = Signer.with(glance.folder(), "-keyalg EC -groupname secp384r1");
        secrets.put(ID, new Certificates.Secret("certificate", ec384.der()));
        assertTaken(signed("SHA-512", "ECC_SECP384R1", ec384.sign("SHA512withECDSA", BITS)));
        var ec521 = Signer.with(glance.folder(), "-keyalg EC -groupname secp521r1");
        secrets.put(ID, new Certificates.Secret("certificate", ec521.der()));
        assertTaken(signed("SHA-224", "ECC_SECP521R1", ec521.sign("SHA224withECDSA", BITS)));
        var dsa = Signer.with(glance.folder(), "-keyalg DSA -keysize 2048");
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
        try (var alone = new TestGlance()) {
            var answer = alone.upload(alone.image(signed(BITS)), new byte[10]);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().path("message").asString())
                    .contains("Unable to retrieve certificate with ID: " + ID);
        }
    }

    private String bring(String id, byte[] bits) {
        glance.stage(id, bits);
        glance.member()
                .post(
                        "/v2/images/%s/import".formatted(id),
                        Map.of("method", Map.of("name", "glance-direct"), "stores", List.of("one", "two")));
        return glance.task(id).path("message").asString("");
    }

    @Test
    void importsAreHeldToTheSame() throws Exception {
        var good = glance.image(signed(BITS));
        assertThat(bring(good, BITS)).isEqualTo("Copied 1 MiB");
        var image = glance.member().get("/v2/images/" + good);
        assertThat(image.path("status").asString()).isEqualTo("active");
        assertThat(image.path("stores").asString()).isEqualTo("one,two");
        var bad = glance.image(signed(new byte[1]));
        assertThat(bring(bad, BITS)).isEqualTo(FAILED.formatted(bad) + "Signature verification failed");
        assertThat(glance.member()
                        .get("/v2/images/" + bad)
                        .path("os_glance_failed_import")
                        .asString())
                .isEqualTo("one");
        assertNothingLeft(bad);
    }
}
