package stratus.keystone.app;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import stratus.oslo.base.Secret;

/** Time-based one-time passwords of six digits and thirty seconds, RFC 6238; the window before now is good too. */
final class Totp {
    private static final int PERIOD = 30;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Totp() {}

    /** Whether the passcode is that of the seed, which is in base32; a garbled seed fits nothing. */
    static boolean fits(Secret seed, Secret passcode, Instant now) {
        var key = decode(seed.value());
        long window = now.getEpochSecond() / PERIOD;
        return key.length > 0 && (same(code(key, window), passcode) | same(code(key, window - 1), passcode));
    }

    private static boolean same(String code, Secret passcode) {
        return MessageDigest.isEqual(
                code.getBytes(StandardCharsets.UTF_8), passcode.value().getBytes(StandardCharsets.UTF_8));
    }

    static String code(byte[] key, long window) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            var hash = mac.doFinal(ByteBuffer.allocate(8).putLong(window).array());
            int at = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash).getInt(at) & 0x7fffffff;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] decode(String text) {
        var out = ByteBuffer.allocate(text.length() * 5 / 8 + 1);
        int bits = 0;
        int held = 0;
        for (char c : text.replace("=", "").strip().toCharArray()) {
            int value = BASE32.indexOf(c);
            if (value < 0) {
                return new byte[0];
            }
            held = held << 5 | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                out.put((byte) (held >> bits));
                held &= (1 << bits) - 1;
            }
        }
        var all = new byte[out.position()];
        out.flip().get(all);
        return all;
    }
}
