package stratus.nova.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import stratus.oslo.base.Fault;

/** Keys as OpenSSH writes them: made, read and fingerprinted. */
final class SshKeys {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    private SshKeys() {}

    /** A fresh pair; the private half in the classic PEM form that every client reads. */
    record Generated(String publicKey, String privateKey) {}

    static Generated generate() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var pair = generator.generateKeyPair();
            var blob = Base64.getEncoder().encodeToString(blob((RSAPublicKey) pair.getPublic()));
            var der = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded())
                    .parsePrivateKey()
                    .toASN1Primitive()
                    .getEncoded();
            var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
            return new Generated(
                    "ssh-rsa " + blob + " Generated-by-Nova",
                    "-----BEGIN RSA PRIVATE KEY-----\n" + lines + "\n-----END RSA PRIVATE KEY-----\n");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("No RSA key can be made here", e);
        }
    }

    private static byte[] blob(RSAPublicKey key) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        field(out, "ssh-rsa".getBytes(StandardCharsets.US_ASCII));
        field(out, number(key.getPublicExponent()));
        field(out, number(key.getModulus()));
        return bytes.toByteArray();
    }

    private static byte[] number(BigInteger value) {
        return value.toByteArray();
    }

    private static void field(DataOutputStream out, byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    /** MD5 of the key, as {@code ssh-keygen -E md5} shows it; refuses what is no public key. */
    static String fingerprint(String publicKey) {
        var words = publicKey.strip().split("\\s+", 3);
        if (words.length < 2) {
            throw invalid("failed to generate fingerprint");
        }
        try {
            var blob = Base64.getDecoder().decode(words[1]);
            var in = ByteBuffer.wrap(blob);
            var type = new byte[in.getInt()];
            in.get(type);
            if (!new String(type, StandardCharsets.US_ASCII).equals(words[0]) || !in.hasRemaining()) {
                throw invalid("failed to generate fingerprint");
            }
            return digest("MD5", blob);
        } catch (IllegalArgumentException | BufferUnderflowException | NegativeArraySizeException e) {
            throw invalid("failed to generate fingerprint");
        }
    }

    /** SHA-1 of a PEM certificate. */
    static String x509Fingerprint(String certificate) {
        try {
            var parsed = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)));
            return digest("SHA-1", parsed.getEncoded());
        } catch (GeneralSecurityException e) {
            throw invalid("failed to generate X509 fingerprint. Error message: " + e.getMessage());
        }
    }

    private static Fault invalid(String why) {
        return new Fault.Invalid("Keypair data is invalid: " + why);
    }

    private static String digest(String how, byte[] bytes) {
        try {
            return COLONS.formatHex(MessageDigest.getInstance(how).digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
