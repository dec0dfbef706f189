package stratus.neutron.agent.firewall;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import stratus.neutron.agent.Model;
import stratus.neutron.rpc.WantedState;
import stratus.neutron.rpc.WantedState.AddressPair;
import stratus.neutron.rpc.WantedState.Direction;
import stratus.neutron.rpc.WantedState.FixedIp;
import stratus.neutron.rpc.WantedState.Port;
import stratus.neutron.rpc.WantedState.Rule;
import stratus.neutron.rpc.WantedState.SecurityGroup;
import stratus.neutron.rpc.WantedState.Traffic;
import stratus.oslo.process.Programs;

@Tag("host")
final class FirewallRulesHostTest {
    private final Programs programs = new Programs();
    private final String name = "t-fw-" + ProcessHandle.current().pid();
    private final Model model = new Model();

    @BeforeEach
    void makeANamespace() {
        assumeTrue("root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/sbin/nft")));
        programs.run("ip", "netns", "add", name);
    }

    @AfterEach
    void removeIt() {
        programs.attempt("", List.of("ip", "netns", "del", name), Duration.ofSeconds(10));
    }

    private void load(WantedState state) {
        programs.run(
                FirewallRules.renderAlone(state, List.of(model.dhcp)),
                List.of("ip", "netns", "exec", name, "nft", "-f", "-"));
    }

    @Test
    void theKernelTakesEveryKindOfRule() {
        var rules = new ArrayList<Rule>();
        for (var protocol : List.of("tcp", "udp", "sctp", "dccp", "udplite", "icmp", "ipv6-icmp", "gre", "0", "255")) {
            for (var type : List.of("IPv4", "IPv6")) {
                for (var direction : Direction.values()) {
                    rules.add(new Rule(direction, type, protocol, null, null, null, null));
                    rules.add(new Rule(direction, type, protocol, 8, null, null, model.group));
                    rules.add(new Rule(direction, type, protocol, 8, 9, cidr(type), null));
                }
            }
        }
        var group = new SecurityGroup(
                model.group, true, rules, List.of("10.0.0.1", "10.0.0.0/24", "10.0.0.0/16", "fd00::1", "fd00::/64"));
        var ports = new ArrayList<Port>();
        for (int i = 1; i <= 3; i++) {
            ports.add(port(model.guest(i)));
        }

        assertThatCode(() -> load(
                        new WantedState(List.of(model.network(), model.external()), ports, List.of(group), List.of())))
                .doesNotThrowAnyException();
    }

    private static @Nullable String cidr(String type) {
        return type.equals("IPv4") ? "10.1.0.0/16" : "fd01::/16";
    }

    private Port port(Model.Guest guest) {
        var plain = model.port(guest);
        return new Port(
                plain.id(),
                plain.network(),
                plain.macAddress(),
                plain.deviceOwner(),
                List.of(new FixedIp(model.subnet, guest.ip()), new FixedIp(model.subnet6, guest.ip6())),
                guest.number() == 1
                        ? List.of()
                        : List.of(
                                new AddressPair("0.0.0.0/0", null),
                                new AddressPair("10.0.0.0/24", null),
                                new AddressPair(guest.ip(), null),
                                new AddressPair("::/0", "00:00:5e:00:01:01")),
                true,
                true,
                List.of(model.group),
                new Traffic(null, null, 26));
    }

    @Test
    void hundredsOfPortsAreLoadedAtOnce() {
        for (int i = 1; i <= 250; i++) {
            model.guest(i);
        }
        model.rules.add(new Rule(Direction.INGRESS, "IPv4", null, null, null, null, model.group));
        long begun = System.nanoTime();

        load(model.state());
        load(model.state());

        assertThatCode(() -> load(WantedState.NOTHING)).doesNotThrowAnyException();
        System.getLogger("test")
                .log(
                        System.Logger.Level.INFO,
                        () -> "two loads of 250 ports: " + (System.nanoTime() - begun) / 1_000_000 + " ms");
    }
}
