package stratus.neutron.agent.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import stratus.neutron.agent.AgentConfig.Dns;
import stratus.neutron.agent.Model;
import stratus.neutron.rpc.WantedState.DhcpOption;
import stratus.neutron.rpc.WantedState.FixedIp;
import stratus.neutron.rpc.WantedState.Lease;
import stratus.neutron.rpc.WantedState.Network;
import stratus.neutron.rpc.WantedState.Route;
import stratus.neutron.rpc.WantedState.Subnet;

final class DhcpServerTest {
    private final Model model = new Model();
    private final Dns dns = new Dns("openstacklocal", List.of("9.9.9.9"));

    private Network but(List<Subnet> subnets, List<Lease> leases) {
        var network = model.network();
        return new Network(
                network.id(),
                network.type(),
                null,
                network.segmentationId(),
                network.mtu(),
                false,
                null,
                subnets,
                network.dhcpPorts(),
                leases,
                List.of());
    }

    private Subnet v4(@Nullable String gateway, List<String> servers, List<Route> routes) {
        return new Subnet(model.subnet, "10.0.0.0/24", 4, gateway, true, null, null, servers, routes, List.of());
    }

    private Dnsmasq.Spec spec(Network network) {
        return new DhcpServer(
                        network, new DhcpNamespace(network, network.dhcpPorts().getFirst()), dns)
                .spec();
    }

    @Test
    void aPortGetsItsAddressAndItsName() {
        var guest = model.guest(11);
        var network = model.network();

        assertThat(new DhcpFiles(network, dns).hosts()).isEqualTo("fa:16:3e:00:00:0b,guest-11.cloud.local,10.0.0.11\n");
        assertThat(new DhcpFiles(network, dns).names()).isEqualTo("10.0.0.11\tguest-11.cloud.local guest-11\n");
        assertThat(guest.number()).isEqualTo(11);
    }

    @Test
    void aPortWithoutANameIsCalledByItsAddress() {
        var guest = model.guest(11);
        var fixed = List.of(new FixedIp(model.subnet, guest.ip()));
        var network = but(
                List.of(v4("10.0.0.1", List.of(), List.of())),
                List.of(new Lease(guest.port(), guest.mac(), "two\nlines", fixed, List.of())));

        assertThat(new DhcpFiles(network, dns).hosts())
                .isEqualTo("fa:16:3e:00:00:0b,host-10-0-0-11.openstacklocal,10.0.0.11\n");
    }

    @Test
    void optionsTellNameServersRoutesAndTheRouter() {
        var tag = "tag:subnet-" + model.subnet.text() + ",";
        var network = but(List.of(v4("10.0.0.1", List.of(), List.of())), List.of());
        var routes = "169.254.169.254/32,10.0.0.2,0.0.0.0/0,10.0.0.1";

        assertThat(new DhcpFiles(network, dns).options().lines())
                .containsExactly(
                        tag + "option:dns-server,10.0.0.2",
                        tag + "option:classless-static-route," + routes,
                        tag + "249," + routes,
                        tag + "option:router,10.0.0.1");
    }

    @Test
    void withoutAGatewayNobodyIsToldOfOne() {
        var network = but(
                List.of(v4(null, List.of("8.8.8.8", "8.8.4.4"), List.of(new Route("10.8.0.0/16", "10.0.0.8")))),
                List.of());

        assertThat(new DhcpFiles(network, dns).options())
                .contains("option:dns-server,8.8.8.8,8.8.4.4\n")
                .contains("option:classless-static-route,10.8.0.0/16,10.0.0.8,169.254.169.254/32,10.0.0.2\n")
                .endsWith("option:router\n");
    }

    @Test
    void extraOptionsAreThePortsOwnAndCannotSmuggleInMore() {
        var guest = model.guest(11);
        var fixed = List.of(new FixedIp(model.subnet, guest.ip()));
        var options = List.of(
                new DhcpOption("bootfile-name", "pxe.0", 4),
                new DhcpOption("150", "10.0.0.9", 4),
                new DhcpOption("66", "x\ntag:y,6,z", 4));
        var network = but(
                List.of(v4("10.0.0.1", List.of(), List.of())),
                List.of(new Lease(guest.port(), guest.mac(), null, fixed, options)));
        var tag = "port-" + guest.port().text();

        assertThat(new DhcpFiles(network, dns).hosts()).contains(",set:" + tag + ",");
        assertThat(new DhcpFiles(network, dns).options())
                .contains("tag:" + tag + ",option:bootfile-name,pxe.0\n")
                .contains("tag:" + tag + ",150,10.0.0.9\n")
                .doesNotContain("tag:y");
    }

    @Test
    void theCommandLineHasRangesMtuAndDomain() {
        assertThat(spec(model.network()).arguments())
                .contains(
                        "--dhcp-range=set:subnet-" + model.subnet.text() + ",10.0.0.0,static,255.255.255.0,86400s",
                        "--dhcp-option-force=option:mtu,1450",
                        "--domain=cloud.local",
                        "--server=9.9.9.9");
    }

    @Test
    void autoconfiguredSubnetsAreTheRoutersBusiness() {
        model.v6 = true;
        var network = model.network();

        assertThat(spec(network).arguments()).noneMatch(argument -> argument.contains("fd00:1"));
        assertThat(RouterAdverts.of(model.router(), List.of(network), dns)
                        .getFirst()
                        .arguments())
                .contains("--dhcp-range=set:subnet-" + model.subnet6.text() + ",fd00:1:0:0:0:0:0:0,ra-only,64,86400s");
        model.v6 = false;
        assertThat(RouterAdverts.of(model.router(), List.of(model.network()), dns))
                .isEmpty();
    }
}
