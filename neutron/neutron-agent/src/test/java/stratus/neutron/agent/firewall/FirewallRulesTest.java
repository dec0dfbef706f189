package stratus.neutron.agent.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import stratus.neutron.agent.Model;
import stratus.neutron.agent.host.Names;
import stratus.neutron.rpc.WantedState;
import stratus.neutron.rpc.WantedState.AddressPair;
import stratus.neutron.rpc.WantedState.Direction;
import stratus.neutron.rpc.WantedState.Port;
import stratus.neutron.rpc.WantedState.Rule;
import stratus.neutron.rpc.WantedState.SecurityGroup;

final class FirewallRulesTest {
    private final Model model = new Model();

    private String rules() {
        return FirewallRules.render(model.state(), List.of(model.dhcp));
    }

    private String rulesWith(Port port) {
        var state = model.state();
        return FirewallRules.render(
                new WantedState(state.networks(), List.of(port), state.securityGroups(), state.routers()), List.of());
    }

    private static Port but(Port p, boolean security, boolean up, List<AddressPair> pairs) {
        return new Port(
                p.id(),
                p.network(),
                p.macAddress(),
                p.deviceOwner(),
                p.fixedIps(),
                pairs,
                security,
                up,
                p.securityGroups());
    }

    @Test
    void withoutPortsEveryTapIsUnknown() {
        assertThat(FirewallRules.render(WantedState.NOTHING, List.of()))
                .contains("set known { type ifname;  }")
                .contains("iifname \"tap*\" iifname != @known drop")
                .doesNotContain("vmap");
    }

    @Test
    void ourOwnServersAreKnownButNotGuarded() {
        assertThat(rules())
                .contains("elements = { \"" + Names.tap(model.dhcp) + "\" }")
                .doesNotContain("\"" + Names.tap(model.dhcp) + "\" : jump");
    }

    @Test
    void aPortSendsOnlyAsItself() {
        var guest = model.guest(11);

        assertThat(rules())
                .contains("\"" + Names.tap(guest.port()) + "\" : jump spoof_1")
                .contains(
                        "ether saddr fa:16:3e:00:00:0b arp saddr ether fa:16:3e:00:00:0b arp saddr ip 10.0.0.11 return")
                .contains("ether saddr fa:16:3e:00:00:0b ip saddr 10.0.0.11 return")
                .contains("ether saddr fa:16:3e:00:00:0b ip6 saddr fe80::f816:3eff:fe00:b return");
    }

    @Test
    void anAllowedPairMayHaveAMacOfItsOwn() {
        var port = but(
                model.port(model.guest(11)),
                true,
                true,
                List.of(new AddressPair("10.0.0.200", null), new AddressPair("10.9.0.0/16", "00-00-5E-00-01-07")));

        assertThat(rulesWith(port))
                .contains("ether saddr fa:16:3e:00:00:0b ip saddr 10.0.0.200 return")
                .contains("ether saddr 00:00:5e:00:01:07 ip saddr 10.9.0.0/16 return")
                .contains("{ fa:16:3e:00:00:0b, 00:00:5e:00:01:07 } ip saddr 0.0.0.0 udp sport 68 udp dport 67 return");
    }

    @Test
    void aPortWithoutSecurityIsKnownAndFree() {
        var guest = model.guest(11);

        assertThat(rulesWith(but(model.port(guest), false, true, List.of())))
                .contains("elements = { \"" + Names.tap(guest.port()) + "\" }")
                .doesNotContain("chain spoof_1 ")
                .doesNotContain("chain in_1 ");
    }

    @Test
    void aPortThatIsSwitchedOffIsUnknown() {
        var guest = model.guest(11);

        assertThat(rulesWith(but(model.port(guest), true, false, List.of()))).doesNotContain(Names.tap(guest.port()));
    }

    @Test
    void aRuleSaysWhatItMatches() {
        assertThat(match("IPv4", "tcp", 22, 22, null)).isEqualTo("meta nfproto ipv4 meta l4proto 6 th dport 22 ");
        assertThat(match("IPv4", "udp", 1, 9, "10.0.0.0/8"))
                .isEqualTo("meta nfproto ipv4 ip saddr 10.0.0.0/8 meta l4proto 17 th dport 1-9 ");
        assertThat(match("IPv6", "icmp", 128, null, "::/0")).isEqualTo("meta nfproto ipv6 icmpv6 type 128 ");
        assertThat(match("IPv4", "icmp", 3, 1, null)).isEqualTo("meta nfproto ipv4 icmp type 3 icmp code 1 ");
        assertThat(match("IPv4", "vrrp", null, null, null)).isEqualTo("meta nfproto ipv4 meta l4proto 112 ");
        assertThat(match("IPv4", "99", null, null, null)).isEqualTo("meta nfproto ipv4 meta l4proto 99 ");
        assertThat(match("IPv4", "any", null, null, null)).isEqualTo("meta nfproto ipv4 ");
    }

    private static String match(
            String type,
            @Nullable String protocol,
            @Nullable Integer min,
            @Nullable Integer max,
            @Nullable String cidr) {
        return RuleMatch.of(new Rule(Direction.INGRESS, type, protocol, min, max, cidr, null));
    }

    @Test
    void aRemoteGroupIsTheSetOfItsMembersAndNothingWhenItHasNone() {
        var guest = model.guest(11);
        model.rules.clear();
        model.rules.add(new Rule(Direction.INGRESS, "IPv4", "tcp", 80, 80, null, model.group));
        model.rules.add(new Rule(Direction.INGRESS, "IPv6", "tcp", 81, 81, null, model.group));
        var name = model.group.text().replace("-", "");

        assertThat(rules())
                .contains("set g4_" + name + " { type ipv4_addr; flags interval; auto-merge; elements = { " + guest.ip()
                        + " }; }")
                .contains("ip saddr @g4_" + name + " meta l4proto 6 th dport 80 accept")
                .doesNotContain("dport 81");
    }

    @Test
    void aRuleThatMakesNoSenseAllowsNothing() {
        model.guest(11);
        model.rules.add(new Rule(Direction.INGRESS, "IPv4", "nonsense", null, null, null, null));
        model.rules.add(new Rule(Direction.INGRESS, "IPv4", "tcp", 83, 83, "fd00::/8", null));

        assertThat(rules())
                .doesNotContain("nonsense")
                .doesNotContain("fd00::/8")
                .doesNotContain("dport 83");
    }

    @Test
    void onlyStatefulGroupsLetAnswersThrough() {
        var guest = model.guest(11);
        assertThat(rules()).contains("ct direction reply ct state established accept");

        var state = model.state();
        var stateless = new SecurityGroup(model.group, false, List.of(), List.of());
        assertThat(FirewallRules.render(
                        new WantedState(state.networks(), List.of(model.port(guest)), List.of(stateless), List.of()),
                        List.of()))
                .doesNotContain("ct direction reply");
    }
}
