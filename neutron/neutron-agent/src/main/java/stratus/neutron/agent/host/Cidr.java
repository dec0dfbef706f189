package stratus.neutron.agent.host;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** An address with the number of its leading bits that name the network. */
public record Cidr(InetAddress address, int bits) {
    /** A lone address is a network of one. */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int all = address.getAddress().length * 8;
        return new Cidr(address, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
    }

    /** The address as a device in that network has it: {@code 10.0.0.5/24}. */
    public static String withPrefixOf(String address, String cidr) {
        return address + cidr.substring(cidr.indexOf('/'));
    }

    public static boolean isV6(String addressOrCidr) {
        return addressOrCidr.indexOf(':') >= 0;
    }

    /** The IPv4 netmask, as {@code 255.255.255.0}. */
    public String netmask() {
        int mask = bits == 0 ? 0 : -1 << (32 - bits);
        return "%d.%d.%d.%d".formatted(mask >>> 24, mask >>> 16 & 255, mask >>> 8 & 255, mask & 255);
    }

    /** The first address of the network. */
    public String network() {
        var bytes = address.getAddress();
        for (int bit = bits; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
