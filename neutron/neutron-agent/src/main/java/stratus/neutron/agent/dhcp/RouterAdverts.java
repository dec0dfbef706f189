package stratus.neutron.agent.dhcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stratus.neutron.agent.AgentConfig.Dns;
import stratus.neutron.agent.host.Cidr;
import stratus.neutron.agent.host.Names;
import stratus.neutron.rpc.WantedState.Interface;
import stratus.neutron.rpc.WantedState.Network;
import stratus.neutron.rpc.WantedState.Router;
import stratus.neutron.rpc.WantedState.Subnet;
import stratus.oslo.base.Ids.NetworkId;

/**
 * The dnsmasq that advertises a router to the IPv6 subnets that want it.
 *
 * <p>With {@code dhcpv6-stateful} the advertisement sends guests to DHCP; dnsmasq says so only if it answers DHCP
 * itself, and so it knows the same leases as the network's own server and gives the same answers.
 */
public final class RouterAdverts {
    private static final int SECONDS_BETWEEN = 30;

    private final Router router;
    private final Dns dns;
    private final Map<NetworkId, Network> networks = new LinkedHashMap<>();
    private final List<String> arguments = new ArrayList<>();
    private final StringBuilder hosts = new StringBuilder();
    private final StringBuilder options = new StringBuilder();

    private RouterAdverts(Router router, List<Network> networks, Dns dns) {
        this.router = router;
        this.dns = dns;
        networks.forEach(network -> this.networks.put(network.id(), network));
        router.interfaces().forEach(this::add);
    }

    /** None or one process. */
    public static List<Dnsmasq.Spec> of(Router router, List<Network> networks, Dns dns) {
        var adverts = new RouterAdverts(router, networks, dns);
        return adverts.arguments.isEmpty() ? List.of() : List.of(adverts.spec());
    }

    private void add(Interface leg) {
        var network = networks.get(leg.network());
        if (network == null) {
            return;
        }
        var here = leg.addresses().stream().map(address -> address.subnet()).toList();
        var advertised = network.subnets().stream()
                .filter(subnet -> here.contains(subnet.id()) && subnet.ipv6RaMode() != null)
                .toList();
        if (advertised.isEmpty()) {
            return;
        }
        var device = Names.routerDevice(leg.port());
        arguments.add("--interface=" + device);
        arguments.add("--ra-param=%s,mtu:%d,%d".formatted(device, network.mtu(), SECONDS_BETWEEN));
        advertised.forEach(subnet -> arguments.add(range(subnet)));
        var files = new DhcpFiles(network, dns);
        hosts.append(files.hosts());
        files.options()
                .lines()
                .filter(line -> line.contains(",option6:"))
                .forEach(line -> options.append(line).append('\n'));
    }

    private static String range(Subnet subnet) {
        var cidr = Cidr.parse(subnet.cidr());
        var mode = switch (String.valueOf(subnet.ipv6RaMode())) {
            case "dhcpv6-stateful" -> "static";
            case "dhcpv6-stateless" -> "ra-stateless";
            default -> "ra-only";
        };
        return "--dhcp-range=set:%s,%s,%s,%d,%s"
                .formatted(Subnets.tag(subnet), cidr.network(), mode, cidr.bits(), Subnets.LEASE_TIME);
    }

    private Dnsmasq.Spec spec() {
        var line = new ArrayList<>(List.of(
                "--port=0",
                "--enable-ra",
                "--bind-dynamic",
                "--except-interface=lo",
                "--dhcp-hostsfile=%s/host",
                "--dhcp-optsfile=%s/opts",
                "--dhcp-leasefile=%s/leases"));
        line.addAll(arguments);
        return new Dnsmasq.Spec(
                "ra-" + router.id().text(), line, Map.of("host", hosts.toString(), "opts", options.toString()));
    }
}
