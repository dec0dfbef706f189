package stratus.keystone.app;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals bytes as the Fernet specification has it: AES-128-CBC, then HMAC-SHA256, in unpadded base64. */
final class Fernet {
    private static final byte VERSION = (byte) 0x80;
    private static final int HEADER = 1 + 8 + 16;
    private static final int MAC = 32;

    private final SecureRandom random = new SecureRandom();
    private final KeyRepository keys;

    Fernet(KeyRepository keys) {
        this.keys = keys;
    }

    /** One of the repository's: 16 bytes to sign, 16 to encrypt. */
    record Key(byte[] bytes) {
        SecretKeySpec signing() {
            return new SecretKeySpec(bytes, 0, 16, "HmacSHA256");
        }

        SecretKeySpec encryption() {
            return new SecretKeySpec(bytes, 16, 16, "AES");
        }
    }

    String seal(byte[] payload, Instant now) {
        var iv = new byte[16];
        random.nextBytes(iv);
        var key = keys.primary();
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, key, iv).doFinal(payload);
            var signed = ByteBuffer.allocate(HEADER + sealed.length)
                    .put(VERSION)
                    .putLong(now.getEpochSecond())
                    .put(iv)
                    .put(sealed)
                    .array();
            var mac = mac(key, signed);
            var all = Arrays.copyOf(signed, signed.length + MAC);
            System.arraycopy(mac, 0, all, signed.length, MAC);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was sealed with any of the repository's keys; empty for everything else. */
    Optional<byte[]> open(String text) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (all.length < HEADER + 16 + MAC || all[0] != VERSION) {
            return Optional.empty();
        }
        return keys.all().stream().flatMap(key -> open(all, key).stream()).findFirst();
    }

    private static Optional<byte[]> open(byte[] all, Key key) {
        var signed = Arrays.copyOf(all, all.length - MAC);
        try {
            if (!MessageDigest.isEqual(mac(key, signed), Arrays.copyOfRange(all, all.length - MAC, all.length))) {
                return Optional.empty();
            }
            var iv = Arrays.copyOfRange(signed, 9, HEADER);
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, iv).doFinal(signed, HEADER, signed.length - HEADER));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, Key key, byte[] iv) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, key.encryption(), new IvParameterSpec(iv));
        return cipher;
    }

    private static byte[] mac(Key key, byte[] signed) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(key.signing());
        return mac.doFinal(signed);
    }
}
