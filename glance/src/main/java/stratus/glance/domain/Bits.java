package stratus.glance.domain;

import org.jspecify.annotations.Nullable;

/** What the bits of an image turned out to be: size, MD5 and SHA-512 in hexadecimal, and the disk's own size. */
public record Bits(
        long size, String md5, String sha512, @Nullable Long virtualSize) {
    /** What upstream calls the hash that is no MD5. */
    public static final String ALGORITHM = "sha512";
}
