package stratus.neutron.domain;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 address that can be counted with. */
public record Ip(int version, BigInteger value) implements Comparable<Ip> {
    private static final Pattern V4 = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");

    public static boolean valid(String text) {
        try {
            parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** @throws IllegalArgumentException for what is no address; names are never looked up */
    public static Ip parse(String text) {
        if (!V4.matcher(text).matches() && (!text.contains(":") || text.contains("%") || text.contains("["))) {
            throw new IllegalArgumentException(text);
        }
        int version = text.contains(":") ? 6 : 4;
        return new Ip(version, new BigInteger(1, InetAddress.ofLiteral(text).getAddress()));
    }

    public int bits() {
        return version == 4 ? 32 : 128;
    }

    public Ip plus(long more) {
        return new Ip(version, value.add(BigInteger.valueOf(more)));
    }

    @Override
    public int compareTo(Ip other) {
        return version == other.version ? value.compareTo(other.value) : Integer.compare(version, other.version);
    }

    private byte[] bytes() {
        var raw = value.toByteArray();
        var all = new byte[bits() / 8];
        int length = Math.min(raw.length, all.length);
        System.arraycopy(raw, raw.length - length, all, all.length - length, length);
        return all;
    }

    /** The canonical text, for IPv6 of RFC 5952. */
    @Override
    public String toString() {
        try {
            var bytes = bytes();
            return version == 4 ? InetAddress.getByAddress(bytes).getHostAddress() : compressed(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String compressed(byte[] bytes) {
        var groups = new int[8];
        Arrays.setAll(groups, i -> (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff);
        int from = -1;
        int longest = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && groups[i + run] == 0) {
                run++;
            }
            if (run > longest) {
                longest = run;
                from = i;
            }
        }
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == from) {
                text.append("::");
                i += longest - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
