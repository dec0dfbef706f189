package stratus.glance.domain;

import java.time.Duration;

/**
 * What a transfer of bits may take.
 *
 * @param connect how long another server may take to accept a connection
 * @param read how long it may keep us waiting for an answer, and then for more of it
 * @param imageSize bytes that an image may have
 */
public record TransferLimits(Duration connect, Duration read, long imageSize) {
    private static final long TEBIBYTE = 1L << 40;

    public TransferLimits {
        if (connect.isNegative() || connect.isZero() || read.isNegative() || read.isZero()) {
            throw new IllegalArgumentException("web-connect-timeout and web-read-timeout are at least a second.");
        }
        if (imageSize < 1) {
            throw new IllegalArgumentException("image-size-cap is at least 1.");
        }
    }

    /** Upstream's size; it waits for other servers for ever, and we do not. */
    public static TransferLimits usual() {
        return new TransferLimits(Duration.ofSeconds(20), Duration.ofSeconds(60), TEBIBYTE);
    }

    public TransferLimits reading(Duration other) {
        return new TransferLimits(connect, other, imageSize);
    }

    public TransferLimits ofSize(long most) {
        return new TransferLimits(connect, read, most);
    }
}
