package stratus.glance.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import stratus.oslo.process.Programs;

/** Somebody with a key of their own and a certificate for it. */
final class Signer {
    private final PrivateKey key;
    private final Certificate certificate;

    private Signer(PrivateKey key, Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /** {@code kind} is what keytool is told: {@code -keyalg RSA -keysize 2048}. */
    static Signer with(Path folder, String kind) throws Exception {
        var file = folder.resolve("keys-" + kind.hashCode());
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                "secret",
                "-alias",
                "one",
                "-dname",
                "CN=one"));
        command.addAll(List.of(kind.split(" ")));
        var made = new Programs().attempt("", command, Duration.ofMinutes(2));
        if (!made.ok()) {
            throw new AssertionError(made.out() + made.err());
        }
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, "secret".toCharArray());
        }
        return new Signer((PrivateKey) store.getKey("one", "secret".toCharArray()), store.getCertificate("one"));
    }

    byte[] der() throws GeneralSecurityException {
        return certificate.getEncoded();
    }

    byte[] pem() throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(der()))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** By a Java algorithm. */
    String sign(String algorithm, byte[] bits) throws GeneralSecurityException {
        var signature = Signature.getInstance(algorithm);
        return sign(signature, bits);
    }

    String pss(String hash, int salt, byte[] bits) throws GeneralSecurityException {
        var signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, 1));
        return sign(signature, bits);
    }

    private String sign(Signature signature, byte[] bits) throws GeneralSecurityException {
        signature.initSign(key);
        signature.update(bits);
        return Base64.getEncoder().encodeToString(signature.sign());
    }
}
