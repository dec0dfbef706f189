package stratus.glance.formats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes to be read as numbers and texts; what is not there is zero, so that no header can be too short to be looked at. */
record Bytes(byte[] all, int from, int length) {
    private static final VarHandle LITTLE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    int u8(int at) {
        return at < 0 || at >= length ? 0 : all[from + at] & 0xff;
    }

    /** A number of up to eight bytes whose first is the least. */
    long little(int at, int size) {
        return (long) LITTLE.get(taken(at, size, 0), 0);
    }

    /** A number of up to eight bytes whose first is the greatest. */
    long big(int at, int size) {
        return (long) BIG.get(taken(at, size, 8 - size), 0);
    }

    private byte[] taken(int at, int size, int to) {
        var number = new byte[8];
        for (int i = 0; i < size; i++) {
            number[to + i] = (byte) u8(at + i);
        }
        return number;
    }

    boolean shows(int at, String magic) {
        return shows(at, Region.magic(magic));
    }

    boolean shows(int at, byte[] magic) {
        return at >= 0
                && at + magic.length <= length
                && Arrays.equals(all, from + at, from + at + magic.length, magic, 0, magic.length);
    }

    boolean zero(int at, int size) {
        for (int i = at; i < at + size; i++) {
            if (u8(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The same bytes from {@code at} on. */
    Bytes rest(int at) {
        int skip = Math.min(Math.max(at, 0), length);
        return new Bytes(all, from + skip, length - skip);
    }

    boolean ascii() {
        for (int i = 0; i < length; i++) {
            if (all[from + i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Up to the first zero. */
    Bytes beforeZero() {
        int n = 0;
        while (n < length && all[from + n] != 0) {
            n++;
        }
        return new Bytes(all, from, n);
    }

    String text() {
        return new String(all, from, length, StandardCharsets.US_ASCII);
    }
}
