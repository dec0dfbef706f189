package stratus.neutron.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static stratus.neutron.agent.World.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import stratus.neutron.agent.host.Names;
import stratus.neutron.rpc.WantedState.Direction;
import stratus.neutron.rpc.WantedState.Limit;
import stratus.neutron.rpc.WantedState.Traffic;

@Tag("host")
final class BandwidthHostTest {
    private final Model model = new Model();
    private World world;

    @BeforeEach
    void makeTheWorld() throws Exception {
        world = new World("q");
    }

    @AfterEach
    void endTheWorld() throws Exception {
        if (world != null) {
            world.close();
            assertThat(world.leftovers(model)).isEmpty();
        }
    }

    private String tc(String... words) {
        var line = new ArrayList<>(List.of("tc", "-n", world.dataPlane()));
        line.addAll(List.of(words));
        return world.programs.attempt("", line, Duration.ofSeconds(60)).out();
    }

    @Test
    void aGuestsTrafficIsLimitedAndMarkedUntilItIsNot() {
        var guest = model.guest(11);
        var other = model.guest(12);
        var tap = Names.tap(guest.port());
        model.rules.add(Model.rule(Direction.INGRESS, null, null, null));
        model.traffic = new Traffic(new Limit(2000, 1600), new Limit(1000, 800), 26);
        world.server.wanted.put(Model.HOST, model.state());
        world.agent("http://127.0.0.1:1").start();
        await("router is up", () -> world.server.up.contains(model.leg));
        assumeTrue(
                world.programs
                        .attempt(
                                "",
                                List.of("ip", "-n", world.dataPlane(), "link", "add", "x", "type", "ifb"),
                                Duration.ofSeconds(60))
                        .ok(),
                "needs the kernel's ifb");
        var first = world.plugIn(guest);
        var second = world.plugIn(other);
        world.address(first, guest);
        world.address(second, other);

        await("limit to the guest", () -> tc("class", "show", "dev", tap).contains("rate 1Mbit"));
        await(
                "limit from the guest",
                () -> tc("class", "show", "dev", Names.limiter(guest.port())).contains("rate 2Mbit")
                        && tc("filter", "show", "dev", tap, "parent", "ffff:").contains(Names.limiter(guest.port())));
        assertThat(world.reaches(first, other.ip())).isTrue();
        assertThat(world.inside(world.dataPlane(), "nft", "list", "table", "bridge", "stratus"))
                .contains("iifname \"" + tap + "\" ip dscp set");

        model.traffic = null;
        world.want(model.state());

        await(
                "no limits",
                () -> !tc("qdisc", "show").contains("htb")
                        && !tc("qdisc", "show").contains("ingress"));
        assertThat(world.reaches(first, other.ip())).isTrue();
    }
}
