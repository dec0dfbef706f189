package stratus.neutron.agent.l2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import stratus.neutron.agent.Model;
import stratus.neutron.agent.host.Link;
import stratus.neutron.agent.host.Names;
import stratus.neutron.agent.host.Qdisc;
import stratus.neutron.rpc.WantedState.Limit;
import stratus.neutron.rpc.WantedState.Port;
import stratus.neutron.rpc.WantedState.Traffic;

final class BandwidthLimitsTest {
    private final Model model = new Model();
    private final Model.Guest guest = model.guest(11);
    private final String tap = Names.tap(guest.port());
    private final String limiter = Names.limiter(guest.port());

    private Port port(@Nullable Limit fromGuest, @Nullable Limit toGuest) {
        model.traffic = new Traffic(fromGuest, toGuest, null);
        return model.port(guest);
    }

    @Test
    void eachDirectionWaitsInAQueueOfItsOwn() {
        var port = port(new Limit(2000, 1600), new Limit(10, 8));

        assertThat(BandwidthLimits.made(List.of(port), Set.of(tap)))
                .containsExactly("link add " + limiter + " type ifb", "link set dev " + limiter + " up");
        assertThat(lines(port, List.of()))
                .hasSize(6)
                .anyMatch(line -> line.startsWith("class replace dev " + tap)
                        && line.endsWith("htb rate 10kbit burst 3200b cburst 3200b"))
                .anyMatch(line -> line.startsWith("class replace dev " + limiter)
                        && line.endsWith("htb rate 2000kbit burst 200000b cburst 200000b"))
                .contains("qdisc add dev " + tap + " ingress");
        assertThat(BandwidthLimits.commands(List.of(port), List.of(), Set.of())).isEmpty();
    }

    private List<String> lines(Port port, List<Qdisc> actual) {
        return BandwidthLimits.commands(List.of(port), actual, Set.of(tap, limiter))
                .getOrDefault(port, List.of());
    }

    @Test
    void whatIsThereIsLeftAndWhatChangedIsReplaced() {
        var port = port(new Limit(2000, 1600), null);
        var leaf = lines(port, List.of()).get(1).replaceAll(".* classid (\\S+) .*", "$1");
        var numbers = leaf.split(":", 2);
        var there = List.of(
                new Qdisc(limiter, "htb", numbers[0] + ":", numbers[1]), new Qdisc(tap, "ingress", "ffff:", ""));

        assertThat(leaf).matches("7[0-9a-f]{3}:[0-9a-f]+");
        assertThat(lines(port, there)).isEmpty();
        assertThat(lines(port(new Limit(2001, 1569), null), there)).hasSize(2);
        assertThat(lines(port(new Limit(3000, 1600), null), there))
                .hasSize(2)
                .allMatch(line -> line.contains(" dev " + limiter));
    }

    @Test
    void limitsGoButNobodyElses() {
        var port = port(null, null);
        var there = List.of(new Qdisc(tap, "htb", "7123:", "1"), new Qdisc(tap, "ingress", "ffff:", ""));

        assertThat(lines(port, there))
                .containsExactly("qdisc del dev " + tap + " root", "qdisc del dev " + tap + " ingress");
        assertThat(lines(port, List.of(new Qdisc(tap, "htb", "1:", "")))).isEmpty();
        var ours = new Link(limiter, "ifb", "", 1500, null, true, Set.of(), false, null);
        var other = new Link("qos0", "", "", 1500, null, true, Set.of(), false, null);
        assertThat(BandwidthLimits.gone(List.of(port), Map.of(limiter, ours, "qos0", other)))
                .containsExactly("link del dev " + limiter);
    }
}
