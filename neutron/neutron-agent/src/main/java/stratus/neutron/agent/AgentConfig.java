package stratus.neutron.agent;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Secret;

/**
 * How one host's agent is set up.
 *
 * @param state a folder for what belongs to this boot of the machine: notes of what was made, dnsmasq's files. Others
 *     must be able to enter it: dnsmasq gives up its rights
 */
public record AgentConfig(
        String host, String availabilityZone, Path state, DataPlane dataPlane, Dns dns, Metadata metadata) {

    /**
     * Where the host's bridges and taps are, and what they are joined to.
     *
     * @param namespace the network namespace of the whole data plane, made when missing; empty for the host itself
     * @param physicalNetworks the NIC of each physical network. An empty one stands for none: then the network's
     *     gateway is an address of the data plane itself
     * @param tunnelIp this host's end of VXLAN tunnels; null on a host that is alone
     */
    public record DataPlane(
            String namespace,
            Map<String, String> physicalNetworks,
            @Nullable String tunnelIp) {}

    /**
     * What guests are told of names.
     *
     * @param domain of networks that have none of their own; empty for none
     * @param servers where the DHCP servers send questions that they cannot answer themselves
     */
    public record Dns(String domain, List<String> servers) {}

    /** Nova's metadata service, and the secret by which it knows that we ask. */
    public record Metadata(URI url, Secret secret) {}
}
