package stratus.main.expose;

import stratus.neutron.agent.host.Cidr;

/** An IPv4 network, written as {@code 203.0.113.0/24}. */
record Prefix(Cidr cidr) {

    /** The network that an address like {@code 203.0.113.7/24} is in. */
    static Prefix of(String text) {
        var given = Cidr.parse(text);
        return new Prefix(Cidr.parse(first(given, given.bits()) + "/" + given.bits()));
    }

    /** Whether any address is in both. */
    boolean meets(Prefix other) {
        int shorter = Math.min(cidr.bits(), other.cidr.bits());
        return first(cidr, shorter).equals(first(other.cidr, shorter));
    }

    /** A default route, also one in halves, as VPNs write it: whatever is narrower goes before. */
    boolean isDefault() {
        return cidr.bits() <= 1;
    }

    private static String first(Cidr cidr, int bits) {
        return new Cidr(cidr.address(), bits).network();
    }

    @Override
    public String toString() {
        return cidr.address().getHostAddress() + "/" + cidr.bits();
    }
}
