package stratus.neutron;

/**
 * The external network that a new cloud begins with.
 *
 * @param physicalNetwork as the hosts map it to a device
 * @param cidr with the gateway as its first address
 */
public record PublicNetwork(String name, String physicalNetwork, String cidr) {
    /** As DevStack has it. */
    public static PublicNetwork usual() {
        return new PublicNetwork("public", "public", "172.24.4.0/24");
    }
}
