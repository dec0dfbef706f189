package stratus.glance.domain;

import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client says that bits will turn out to be; null for what it does not say. */
public record Validation(
        @Nullable String checksum,
        @Nullable String algorithm,
        @Nullable String hash) {
    /** Hashes by upstream's names, with Java's and their length in bytes. */
    private static final Map<String, Algorithm> ALGORITHMS = Map.of(
            "md5", new Algorithm("MD5", 16),
            "sha1", new Algorithm("SHA-1", 20),
            "sha256", new Algorithm("SHA-256", 32),
            "sha512", new Algorithm("SHA-512", 64));

    private record Algorithm(String name, int bytes) {}

    public static Validation none() {
        return new Validation(null, null, null);
    }

    /** As Java calls it. */
    public static String java(String algorithm) {
        return get(algorithm).name();
    }

    public static int bytes(String algorithm) {
        return get(algorithm).bytes();
    }

    private static Algorithm get(String algorithm) {
        var known = ALGORITHMS.get(algorithm);
        if (known == null) {
            throw new IllegalArgumentException(algorithm);
        }
        return known;
    }

    /** Its length in bytes; -1 where it is no hexadecimal. */
    public static int length(String hex) {
        try {
            return HexFormat.of().parseHex(hex).length;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }
}
