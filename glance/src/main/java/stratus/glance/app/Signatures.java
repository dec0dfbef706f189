package stratus.glance.app;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import stratus.glance.domain.Image;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;

/**
 * Holds the bits of an image against the signature among its properties. An image with fewer than all four of the
 * properties is unsigned, as upstream has it; one with all four whose certificate cannot be had is refused.
 */
public final class Signatures {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private static final String CERTIFICATE = "img_signature_certificate_uuid";
    private static final String HASH = "img_signature_hash_method";
    private static final String SIGNATURE = "img_signature";
    private static final String KEY = "img_signature_key_type";
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** With the length of the hash in bytes. */
    private static final Map<String, Integer> HASHES =
            Map.of("SHA-224", 28, "SHA-256", 32, "SHA-384", 48, "SHA-512", 64);

    /** Upstream knows curves over binary fields too, where its library still has them. */
    private static final Map<String, KeyType> KEYS = Map.of(
            "RSA-PSS", new KeyType("RSASSA-PSS", RSAPublicKey.class),
            "DSA", new KeyType("DSA", DSAPublicKey.class),
            "ECC_SECP384R1", new KeyType("ECDSA", ECPublicKey.class),
            "ECC_SECP521R1", new KeyType("ECDSA", ECPublicKey.class));

    private final Certificates certificates;

    public Signatures(Certificates certificates) {
        this.certificates = certificates;
    }

    private record KeyType(String algorithm, Class<? extends PublicKey> key) {}

    /** What speaks against a signature, in upstream's words. */
    private static final class Problem extends Exception {
        Problem(String reason) {
            super("Signature verification for the image failed: %s.".formatted(reason));
        }
    }

    static Fault failed(String image, String why) {
        return new Fault.Invalid("Signature verification failed for image %s: %s".formatted(image, why));
    }

    /**
     * The same bytes, which have to be proven once they were read.
     *
     * @throws Fault.Invalid if no bytes could be proven
     */
    SignedBits check(Caller caller, Image image, InputStream data) {
        var properties = image.properties();
        for (var name : new String[] {CERTIFICATE, HASH, SIGNATURE, KEY}) {
            if (!properties.containsKey(name)) {
                return SignedBits.unsigned(data);
            }
        }
        try {
            return SignedBits.of(data, proof(caller, image.id(), properties));
        } catch (Problem e) {
            throw failed(image.id(), String.valueOf(e.getMessage()));
        }
    }

    private SignedBits.Proof proof(Caller caller, String image, Map<String, String> properties) throws Problem {
        var signature = signature(properties.getOrDefault(SIGNATURE, ""));
        var hash = properties.getOrDefault(HASH, "");
        if (!HASHES.containsKey(hash)) {
            throw new Problem("Invalid signature hash method: " + hash);
        }
        var name = properties.getOrDefault(KEY, "");
        var type = KEYS.get(name);
        if (type == null) {
            throw new Problem("Invalid signature key type: " + name);
        }
        var key = key(caller, properties.getOrDefault(CERTIFICATE, ""));
        if (!type.key().isInstance(key)) {
            throw new Problem("Invalid public key type for signature key type: " + name);
        }
        try {
            return new SignedBits.Proof(image, verifier(type, hash, key), signature);
        } catch (GeneralSecurityException e) {
            log.log(System.Logger.Level.WARNING, "the signature of image " + image + " cannot be verified", e);
            throw new Problem("Error occurred while creating the verifier");
        }
    }

    private static byte[] signature(String text) throws Problem {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new Problem("The signature data was not properly encoded using base64");
        }
    }

    private static Signature verifier(KeyType type, String hash, PublicKey key) throws GeneralSecurityException {
        if (!(key instanceof RSAPublicKey rsa)) {
            var verifier = Signature.getInstance(hash.replace("-", "") + "with" + type.algorithm());
            verifier.initVerify(key);
            return verifier;
        }
        int room = (rsa.getModulus().bitLength() + 6) / 8; // of an encoded message
        int salt = room - HASHES.getOrDefault(hash, 0) - 2; // the longest that fits, as upstream has it
        if (salt < 0) {
            throw new GeneralSecurityException("the key is too short for " + hash);
        }
        var verifier = Signature.getInstance(type.algorithm());
        verifier.setParameter(new PSSParameterSpec(
                hash, "MGF1", new MGF1ParameterSpec(hash), salt, PSSParameterSpec.TRAILER_FIELD_BC));
        verifier.initVerify(key);
        return verifier;
    }

    private PublicKey key(Caller caller, String id) throws Problem {
        var secret = secret(caller, id);
        if (!secret.type().equals("certificate")) {
            throw new Problem("Invalid certificate format: " + secret.type());
        }
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(secret.payload()))
                    .getPublicKey();
        } catch (CertificateException e) {
            log.log(System.Logger.Level.WARNING, "secret " + id + " is no certificate", e);
            throw new Problem("Unable to retrieve certificate with ID: " + id);
        }
    }

    private Certificates.Secret secret(Caller caller, String id) throws Problem {
        if (!UUID.matcher(id).matches()) {
            throw new Problem("Certificate not found with ID: " + id);
        }
        try {
            return certificates.get(caller, id);
        } catch (Fault.NotFound e) {
            throw new Problem("Certificate not found with ID: " + id);
        } catch (Fault e) {
            log.log(System.Logger.Level.WARNING, "certificate " + id + " cannot be had", e);
            throw new Problem("Unable to retrieve certificate with ID: " + id);
        }
    }
}
