package stratus.glance.formats;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One stretch of a stream, kept as it passes; never more than its length. */
final class Region {
    private final long at;
    private final int length;
    private byte[] kept = {};
    private int count;

    Region(long at, int length) {
        this.at = at;
        this.length = length;
    }

    /** A chunk goes by, whose first byte is at {@code position} of the stream. */
    void pass(long position, byte[] chunk, int from, int size) {
        long next = at + count;
        if (at < 0 || complete() || next < position || next >= position + size) {
            return;
        }
        int skip = (int) (next - position);
        int n = Math.min(size - skip, length - count);
        if (kept.length < count + n) {
            kept = Arrays.copyOf(kept, Math.min(length, Math.max(count + n, 2 * kept.length)));
        }
        System.arraycopy(chunk, from + skip, kept, count, n);
        count += n;
    }

    boolean complete() {
        return count == length;
    }

    long at() {
        return at;
    }

    Bytes bytes() {
        return new Bytes(kept, 0, count);
    }

    boolean starts(String magic) {
        return bytes().shows(0, magic);
    }

    /** A magic's characters as the bytes that they stand for. */
    static byte[] magic(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
