package stratus.main.expose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.neutron.agent.host.Namespaces;
import stratus.oslo.base.Fault;
import stratus.oslo.process.Programs;

/** A machine, its cloud, and a router of the cloud's with a floating IP: each a network namespace of the test's own. */
@Tag("host")
final class ExposureTest {
    private static final String FLOATING = "203.0.113.7";
    private static final String CARRIER = " (UNKNOWN|UP|DOWN|LOWERLAYERDOWN) |,?(NO-CARRIER|LOWER_UP),?";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Programs programs = new Programs();
    private final String mark = "x" + ProcessHandle.current().pid();
    private final String machine = "t-machine-" + mark;
    private final String cloud = "stratus-" + mark;
    private final String router = "t-router-" + mark;

    @TempDir
    private Path folder;

    @BeforeEach
    void namespaces() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        for (var name : List.of(machine, cloud, router)) {
            programs.run("ip", "netns", "add", name);
            ip(name, "link set lo up");
        }
        ip(cloud, "link add egw0 type veth peer name qg-0 netns " + router);
        ip(cloud, "addr add 203.0.113.1/24 dev egw0", "link set egw0 up");
        programs.run("ip", "netns", "exec", cloud, "sysctl", "-qw", "net.ipv4.ip_forward=1");
        ip(router, "addr add " + FLOATING + "/24 dev qg-0", "link set qg-0 up", "route add default via 203.0.113.1");
    }

    @AfterEach
    void gone() {
        Stream.of(machine, cloud, router)
                .forEach(name -> programs.attempt("", List.of("ip", "netns", "del", name), PATIENCE));
    }

    private void ip(String namespace, String... lines) {
        programs.run(String.join("\n", lines) + "\n", List.of("ip", "-n", namespace, "-batch", "-"));
    }

    private Exposure exposure() {
        return new Exposure(machine, cloud, new Namespaces(folder, programs), programs);
    }

    private boolean pings(String from, String to) {
        return programs.attempt("", List.of("ip", "netns", "exec", from, "ping", "-c", "1", "-W", "2", to), PATIENCE)
                .ok();
    }

    /** Devices, addresses and routes of the machine, and rules of the cloud. Carriers come and go in their own time. */
    private List<String> state() {
        var state = new ArrayList<String>();
        state.add(programs.run("ip", "-n", machine, "-br", "addr").replaceAll(CARRIER, ""));
        state.add(programs.run("ip", "-n", machine, "route", "show", "table", "all")
                .replace("linkdown ", ""));
        state.add(programs.run("ip", "-n", cloud, "-br", "link").replaceAll(CARRIER, ""));
        state.add(programs.run("ip", "netns", "exec", cloud, "nft", "list", "ruleset"));
        return state;
    }

    @Test
    void theMachineReachesAFloatingIpAndLosesItAgain() {
        var before = state();
        assertThat(pings(machine, FLOATING)).isFalse();

        var exposed = exposure().expose();

        assertThat(exposed.prefixes()).containsExactly("203.0.113.0/24");
        assertThat(pings(machine, FLOATING)).isTrue();
        var once = state();
        assertThat(exposure().expose()).isEqualTo(exposed);
        assertThat(state()).isEqualTo(once);

        assertThat(exposure().unexpose()).isTrue();
        assertThat(state()).isEqualTo(before);
        assertThat(exposure().unexpose()).isFalse();
    }

    @Test
    void guestsBeginNothingTowardsTheMachineNorTheMachineWithTheCloudItself() {
        var address = exposure().expose().address();

        assertThat(pings(router, address)).isFalse();
        assertThat(programs.attempt(
                                "",
                                List.of("ip", "netns", "exec", machine, "bash", "-c", "echo >/dev/tcp/203.0.113.1/22"),
                                Duration.ofSeconds(3))
                        .err())
                .doesNotContain("refused");
    }

    @Test
    void aNetworkThatIsThereNoLongerLosesItsRoute() {
        ip(cloud, "addr add 198.51.100.1/25 dev egw0");
        assertThat(exposure().expose().prefixes()).containsExactlyInAnyOrder("203.0.113.0/24", "198.51.100.0/25");
        ip(cloud, "addr del 198.51.100.1/25 dev egw0");
        exposure().expose();
        assertThat(programs.run("ip", "-n", machine, "route"))
                .contains("203.0.113.0/24")
                .doesNotContain("198.51.100");
    }

    @Test
    void aRouteOfTheMachineIsNeverTakenOver() {
        ip(machine, "link add lan type bridge", "link set lan up", "route add 203.0.113.128/25 dev lan");
        var before = state();
        assertThatThrownBy(() -> exposure().expose())
                .isInstanceOf(Fault.Conflict.class)
                .hasMessageContainingAll("203.0.113.0/24", "203.0.113.128/25 dev lan", "Nothing was changed");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aDefaultRouteCollidesWithNothing() {
        ip(machine, "link add lan type bridge", "link set lan up", "route add default dev lan");
        ip(machine, "route add 128.0.0.0/1 dev lan");
        exposure().expose();
        assertThat(pings(machine, FLOATING)).isTrue();
    }

    @Test
    void aDeviceOfTheSameNameThatIsNotOursStays() {
        ip(machine, "link add %s type bridge".formatted(Cable.of(cloud).device()));
        var before = state();
        assertThatThrownBy(() -> exposure().expose())
                .isInstanceOf(Fault.Conflict.class)
                .hasMessageContaining("not Stratus' own");
        assertThat(exposure().unexpose()).isFalse();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aCloudWithoutExternalNetworkOrWithoutGuestsIsRefusedWithWhatToDo() {
        ip(cloud, "link del egw0");
        assertThatThrownBy(() -> exposure().expose())
                .isInstanceOf(Fault.Conflict.class)
                .hasMessageContaining("openstack network create --external");
        programs.run("ip", "netns", "del", cloud);
        assertThatThrownBy(() -> exposure().expose()).hasMessageContaining("no cloud with real guests");
        assertThat(exposure().unexpose()).isFalse();
    }
}
