package stratus.oslo.saga;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import stratus.oslo.base.Secret;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes secrets into a journal so that only who has the key file can read them: AES-256-GCM. */
public final class SealedSecrets {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private SealedSecrets(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** The key of the file, which is made where it is not there. */
    public static SealedSecrets under(Path keyFile) {
        try {
            if (!Files.exists(keyFile)) {
                make(keyFile);
            }
            return new SealedSecrets(Files.readAllBytes(keyFile));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A key that goes with the process: for tests. */
    public static SealedSecrets inMemory() {
        return new SealedSecrets(fresh());
    }

    public String seal(Secret secret) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        var sealed = run(Cipher.ENCRYPT_MODE, nonce, secret.value().getBytes(StandardCharsets.UTF_8));
        var both = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, both, NONCE, sealed.length);
        return Base64.getEncoder().encodeToString(both);
    }

    /** Refuses what was not sealed under this key. */
    public Secret open(String sealed) {
        var both = Base64.getDecoder().decode(sealed);
        var nonce = Arrays.copyOf(both, NONCE);
        var text = run(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(both, NONCE, both.length));
        return new Secret(new String(text, StandardCharsets.UTF_8));
    }

    JacksonModule module() {
        return new SimpleModule("sealed-secrets")
                .addSerializer(new StdSerializer<Secret>(Secret.class) {
                    @Override
                    public void serialize(Secret secret, JsonGenerator out, SerializationContext context) {
                        out.writeString(seal(secret));
                    }
                })
                .addDeserializer(Secret.class, new StdDeserializer<Secret>(Secret.class) {
                    @Override
                    public Secret deserialize(JsonParser in, DeserializationContext context) {
                        return open(in.getString());
                    }
                });
    }

    private byte[] run(int mode, byte[] nonce, byte[] input) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The journal's key does not fit.", e);
        }
    }

    private static void make(Path file) throws IOException {
        var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Files.createFile(file, mine);
            Files.write(file, fresh());
        } catch (FileAlreadyExistsException e) {
            return; // another process made it first
        }
    }

    private static byte[] fresh() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
