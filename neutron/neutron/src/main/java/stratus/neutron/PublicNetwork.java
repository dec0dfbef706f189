package stratus.neutron;

/**
 * The external network that a new cloud begins with.
 *
 * @param physicalNetwork as the hosts map it to a device
 * @param cidr with the gateway as its first address
 */
public record PublicNetwork(String name, String physicalNetwork, String cidr) {
    /** Addresses that nobody has in use: they can be reached from the machine itself without hiding anyone. */
    public static PublicNetwork usual() {
        return new PublicNetwork("public", "public", "203.0.113.0/24");
    }
}
