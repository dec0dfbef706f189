package stratus.neutron.domain;

import java.math.BigInteger;

/** An address block; the bits behind the prefix are zero. */
public record Cidr(Ip network, int prefix) {
    public static boolean valid(String text) {
        try {
            parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A bare address is a block of one. */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        var ip = Ip.parse(slash < 0 ? text : text.substring(0, slash));
        int prefix = slash < 0 ? ip.bits() : Integer.parseInt(text.substring(slash + 1));
        if (prefix < 0 || prefix > ip.bits()) {
            throw new IllegalArgumentException(text);
        }
        int host = ip.bits() - prefix;
        return new Cidr(new Ip(ip.version(), ip.value().shiftRight(host).shiftLeft(host)), prefix);
    }

    public int version() {
        return network.version();
    }

    public Ip last() {
        var size = BigInteger.ONE.shiftLeft(network.bits() - prefix);
        return new Ip(version(), network.value().add(size).subtract(BigInteger.ONE));
    }

    public boolean contains(Ip ip) {
        return ip.version() == version() && ip.compareTo(network) >= 0 && ip.compareTo(last()) <= 0;
    }

    public boolean overlaps(Cidr other) {
        return contains(other.network) || other.contains(network);
    }

    /** The first address that a host may have. */
    public Ip firstHost() {
        return prefix >= network.bits() - 1 ? network : network.plus(1);
    }

    /** The last one; IPv4's broadcast address is none. */
    public Ip lastHost() {
        return version() == 6 || prefix >= 31 ? last() : last().plus(-1);
    }

    @Override
    public String toString() {
        return network + "/" + prefix;
    }

    /** The address that a host with this MAC gives itself, by EUI-64. */
    public Ip slaac(String mac) {
        var hex = mac.replace(":", "");
        var eui = new BigInteger(hex.substring(0, 6) + "fffe" + hex.substring(6), 16).flipBit(57);
        return new Ip(6, network.value().add(eui));
    }
}
