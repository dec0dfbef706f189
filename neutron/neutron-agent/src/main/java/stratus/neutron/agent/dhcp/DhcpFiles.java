package stratus.neutron.agent.dhcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.neutron.agent.AgentConfig.Dns;
import stratus.neutron.agent.host.Cidr;
import stratus.neutron.rpc.WantedState.DhcpOption;
import stratus.neutron.rpc.WantedState.FixedIp;
import stratus.neutron.rpc.WantedState.Lease;
import stratus.neutron.rpc.WantedState.Network;
import stratus.neutron.rpc.WantedState.Subnet;
import stratus.oslo.base.Ids.SubnetId;

/** What dnsmasq reads again at each SIGHUP: who gets which address and name, and what else they are told. */
public final class DhcpFiles {
    private final Network network;
    private final Dns dns;
    private final Map<SubnetId, Subnet> subnets = new LinkedHashMap<>();

    public DhcpFiles(Network network, Dns dns) {
        this.network = network;
        this.dns = dns;
        network.subnets().forEach(subnet -> subnets.put(subnet.id(), subnet));
    }

    public String domain() {
        return network.dnsDomain() == null ? dns.domain() : network.dnsDomain().replaceFirst("\\.$", "");
    }

    /** One line for each address that DHCP gives out. */
    public String hosts() {
        var text = new StringBuilder();
        for (var lease : network.leases()) {
            for (var fixed : lease.fixedIps()) {
                if (servedByDhcp(fixed)) {
                    text.append(host(lease, fixed)).append('\n');
                }
            }
        }
        return text.toString();
    }

    private boolean servedByDhcp(FixedIp fixed) {
        var subnet = subnets.get(fixed.subnet());
        return subnet != null && subnet.enableDhcp() && Subnets.givesAddresses(subnet);
    }

    private String host(Lease lease, FixedIp fixed) {
        var tag = lease.options().isEmpty() ? "" : "set:port-" + lease.port().text() + ",";
        var ip = Cidr.isV6(fixed.ip()) ? "[" + fixed.ip() + "]" : fixed.ip();
        return lease.macAddress() + "," + tag + qualified(name(lease, fixed)) + "," + ip;
    }

    /** The name of a port without one is made of its address, as upstream does. */
    private static String name(Lease lease, FixedIp fixed) {
        if (lease.hostname() != null && lease.hostname().matches("[A-Za-z0-9.-]+")) {
            return lease.hostname();
        }
        return "host-" + fixed.ip().replace('.', '-').replace(':', '-');
    }

    private String qualified(String name) {
        return domain().isEmpty() ? name : name + "." + domain();
    }

    /** What the DNS server answers besides the leases it gave. */
    public String names() {
        var text = new StringBuilder();
        for (var lease : network.leases()) {
            for (var fixed : lease.fixedIps()) {
                var name = name(lease, fixed);
                text.append(fixed.ip()).append('\t').append(qualified(name));
                text.append(domain().isEmpty() ? "\n" : " " + name + "\n");
            }
        }
        return text.toString();
    }

    public String options() {
        var lines = new ArrayList<String>();
        for (var subnet : network.subnets()) {
            if (subnet.enableDhcp()) {
                (subnet.ipVersion() == 4 ? v4(subnet) : v6(subnet))
                        .forEach(line -> lines.add("tag:" + Subnets.tag(subnet) + "," + line));
            }
        }
        network.leases()
                .forEach(lease -> lease.options().stream()
                        .filter(option -> oneLine(option.name()) && oneLine(option.value()))
                        .forEach(option -> lines.add(
                                "tag:port-%s,%s,%s".formatted(lease.port().text(), named(option), option.value()))));
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** dnsmasq takes a bare number for DHCP of IPv4, and everything else behind the family's name. */
    private static String named(DhcpOption option) {
        if (option.ipVersion() == 6) {
            return "option6:" + option.name();
        }
        return option.name().matches("[0-9]+") ? option.name() : "option:" + option.name();
    }

    /** A second line would be an option of its own, for whomever it pleases. */
    private static boolean oneLine(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private List<String> v4(Subnet subnet) {
        var lines = new ArrayList<String>();
        var servers = subnet.dnsNameservers().isEmpty() ? serverAddresses(subnet) : subnet.dnsNameservers();
        if (servers.contains("0.0.0.0")) {
            lines.add("option:dns-server");
        } else if (!servers.isEmpty()) {
            lines.add("option:dns-server," + String.join(",", servers));
        }
        var routes = routes(subnet);
        if (!routes.isEmpty()) {
            lines.add("option:classless-static-route," + routes);
            lines.add("249," + routes);
        }
        lines.add(subnet.gatewayIp() == null ? "option:router" : "option:router," + subnet.gatewayIp());
        return lines;
    }

    private List<String> v6(Subnet subnet) {
        var lines = new ArrayList<String>();
        var servers = subnet.dnsNameservers().isEmpty() ? serverAddresses(subnet) : subnet.dnsNameservers();
        if (servers.contains("::")) {
            lines.add("option6:dns-server");
        } else if (!servers.isEmpty()) {
            lines.add("option6:dns-server,[" + String.join("],[", servers) + "]");
        }
        if (!domain().isEmpty()) {
            lines.add("option6:domain-search," + domain());
        }
        return lines;
    }

    /** The way to the metadata, to the network's other subnets, and, since these options shut off the router's, out. */
    private String routes(Subnet subnet) {
        var routes = new ArrayList<String>();
        subnet.hostRoutes().forEach(route -> routes.add(route.destination() + "," + route.nexthop()));
        var server = firstServer(subnet);
        if (server != null
                && subnet.hostRoutes().stream().noneMatch(r -> r.destination().startsWith(DhcpNamespace.METADATA_V4))) {
            routes.add(DhcpNamespace.METADATA_V4 + "/32," + server);
        }
        network.subnets().stream()
                .filter(other -> other.ipVersion() == 4 && !other.id().equals(subnet.id()))
                .forEach(other -> routes.add(other.cidr() + ",0.0.0.0"));
        if (subnet.gatewayIp() != null
                && subnet.hostRoutes().stream().noneMatch(r -> r.destination().equals("0.0.0.0/0"))) {
            routes.add("0.0.0.0/0," + subnet.gatewayIp());
        }
        return String.join(",", routes);
    }

    private @Nullable String firstServer(Subnet subnet) {
        var servers = serverAddresses(subnet);
        return servers.isEmpty() ? null : servers.getFirst();
    }

    /** Where the network's DHCP servers are in that subnet: they answer questions about names too. */
    private List<String> serverAddresses(Subnet subnet) {
        return network.dhcpPorts().stream()
                .flatMap(port -> port.fixedIps().stream())
                .filter(fixed -> fixed.subnet().equals(subnet.id()))
                .map(FixedIp::ip)
                .toList();
    }
}
