package stratus.neutron.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LinkDiffTest {
    private static Link link(String name, String kind, int mtu, @Nullable String master, String... addresses) {
        return new Link(name, kind, "fa:16:3e:00:00:01", mtu, master, true, Set.of(addresses), true, null);
    }

    @Test
    void whatIsThereAsPlannedIsLeftAlone() {
        var plan = List.of(
                LinkPlan.bridge("brq1", 1450),
                LinkPlan.existing("tap1").withMaster("brq1").withMtu(1450));
        var actual = Map.of("brq1", link("brq1", "bridge", 1450, null), "tap1", link("tap1", "tun", 1450, "brq1"));

        assertThat(LinkDiff.commands(plan, actual)).isEmpty();
    }

    @Test
    void whatIsMissingIsMadeUnlessOthersMakeIt() {
        var plan = List.of(
                LinkPlan.cable("tap1", "ns-1", "qdhcp-1", 1450).withMaster("brq1"),
                LinkPlan.existing("tap2").withMaster("brq1"));

        assertThat(LinkDiff.commands(plan, Map.of()))
                .containsExactly(
                        "link add name tap1 type veth peer name ns-1 netns qdhcp-1",
                        "link set dev tap1 addrgenmode none",
                        "link set dev tap1 mtu 1450 master brq1 up");
    }

    @Test
    void aStrayTapIsPutOnItsBridge() {
        var plan = List.of(LinkPlan.existing("tap1").withMaster("brq1").withMtu(1450));

        assertThat(LinkDiff.commands(plan, Map.of("tap1", link("tap1", "tun", 1500, null))))
                .containsExactly("link set dev tap1 mtu 1450 master brq1 up");
    }

    @Test
    void addressesComeAndGoAndNeighboursAreTold() {
        var plan = List.of(LinkPlan.existing("qg-1")
                .withMac("fa:16:3e:00:00:01")
                .withAddresses(Set.of("172.24.4.11/32", "fd00:0:0::1/64")));
        var actual = Map.of("qg-1", link("qg-1", "veth", 1500, null, "172.24.4.12/32", "fd00::1/64", "fe80::1/64"));

        assertThat(LinkDiff.commands(plan, actual))
                .containsExactly(
                        "addr del 172.24.4.12/32 dev qg-1",
                        "addr add 172.24.4.11/32 dev qg-1",
                        "link set dev qg-1 address fa:16:3e:00:00:01");
    }

    @Test
    void aBridgeThatAHypervisorMadeIsPutBehindTheFirewall() {
        var early = new Link("brq1", "bridge", "fa:16:3e:00:00:01", 1500, null, true, Set.of(), false, null);

        assertThat(LinkDiff.commands(List.of(LinkPlan.bridge("brq1", 1500)), Map.of("brq1", early)))
                .anyMatch(line -> line.startsWith("link set dev brq1 type bridge")
                        && line.contains("nf_call_iptables 1 nf_call_ip6tables 1"));
    }

    @Test
    void routesAreComparedByWhereTheyLead() {
        var wanted = Set.of(Route.byDefault("10.0.0.1", "ns-1"), Route.to("10.8.0.0/16", "10.0.0.8"));
        var actual = Set.of(new Route("default", "10.0.0.1", "ns-1"), new Route("10.9.0.0/16", "10.0.0.9", "ns-1"));

        assertThat(Route.commands(wanted, actual))
                .containsExactly(
                        "route del 10.9.0.0/16 via 10.0.0.9 proto static",
                        "route replace 10.8.0.0/16 via 10.0.0.8 proto static");
    }
}
