package stratus.neutron.agent.dhcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stratus.neutron.agent.AgentConfig.Dns;
import stratus.neutron.rpc.WantedState.Network;

/** The dnsmasq that serves a network: started as Neutron's agent starts it. */
public record DhcpServer(Network network, DhcpNamespace namespace, Dns dns) {
    /** More than any subnet's leases would be: clients beyond it would get none. */
    private static final int MOST_LEASES = 16_777_216;

    public boolean needed() {
        return network.subnets().stream().anyMatch(Subnets::answers);
    }

    public Dnsmasq.Spec spec() {
        var files = new DhcpFiles(network, dns);
        return new Dnsmasq.Spec("dhcp-" + network.id().text(), arguments(files), files(files));
    }

    private static Map<String, String> files(DhcpFiles files) {
        var all = new LinkedHashMap<String, String>();
        all.put("host", files.hosts());
        all.put("addn_hosts", files.names());
        all.put("opts", files.options());
        return all;
    }

    private List<String> arguments(DhcpFiles files) {
        var line = new ArrayList<>(List.of(
                "--dhcp-hostsfile=%s/host",
                "--addn-hosts=%s/addn_hosts",
                "--dhcp-optsfile=%s/opts",
                "--dhcp-leasefile=%s/leases",
                "--dhcp-match=set:ipxe,175",
                "--dhcp-userclass=set:ipxe6,iPXE",
                "--dhcp-authoritative",
                "--local-service",
                "--bind-dynamic",
                "--interface=" + namespace.device(),
                "--except-interface=lo",
                "--dhcp-lease-max=" + MOST_LEASES,
                "--dhcp-option-force=option:mtu," + network.mtu()));
        network.subnets().stream().filter(Subnets::answers).map(Subnets::range).forEach(line::add);
        if (!files.domain().isEmpty()) {
            line.add("--domain=" + files.domain());
            line.add("--local=/" + files.domain() + "/");
        }
        dns.servers().forEach(server -> line.add("--server=" + server));
        return line;
    }
}
