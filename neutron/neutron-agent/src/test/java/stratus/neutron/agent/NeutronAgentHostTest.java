package stratus.neutron.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.neutron.agent.World.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import stratus.neutron.agent.host.Names;
import stratus.neutron.rpc.NetworkServerRpc.InstanceOf;
import stratus.neutron.rpc.WantedState;
import stratus.neutron.rpc.WantedState.Direction;
import stratus.neutron.rpc.WantedState.Neighbour;
import stratus.neutron.rpc.WantedState.Peer;
import stratus.oslo.process.NetworkNamespace;

@Tag("host")
final class NeutronAgentHostTest {
    private static final String OUTSIDE = "172.24.4.50";
    private static final String NO_METADATA = "http://127.0.0.1:1";

    private final Model model = new Model();
    private World world;

    @BeforeEach
    void makeTheWorld() throws Exception {
        world = new World("a");
    }

    @AfterEach
    void endTheWorld() throws Exception {
        if (world != null) {
            world.close();
            assertThat(world.leftovers(model)).isEmpty();
        }
    }

    private void startWith(String metadata) {
        world.server.wanted.put(Model.HOST, model.state());
        world.agent(metadata).start();
        await(
                "DHCP and router are up",
                () -> world.server.up.containsAll(List.of(model.dhcp, model.leg, model.gateway)));
    }

    @Test
    void aGuestIsToldItsAddressAndFindsItsMetadata() throws Exception {
        var nova = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        nova.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            var text = exchange.getRequestURI() + " " + headers.getFirst("X-Instance-ID") + " "
                    + headers.getFirst("X-Tenant-ID") + " " + headers.getFirst("X-Forwarded-For") + " "
                    + headers.getFirst("X-Instance-ID-Signature");
            exchange.sendResponseHeaders(200, text.length());
            exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        nova.start();
        startWith("http://127.0.0.1:" + nova.getAddress().getPort());
        var guest = model.guest(11);
        world.want(model.state());
        world.server.owners.put(guest.ip(), new InstanceOf(guest.port(), "server-1", "project-1"));
        var inside = world.plugIn(guest);

        var lease = world.dhcp(inside);
        assertThat(lease)
                .contains("ip=10.0.0.11")
                .contains("mask=24")
                .contains("mtu=1450")
                .contains("hostname=guest-11")
                .contains("domain=cloud.local")
                .contains("dns=10.0.0.2")
                .contains("staticroutes=169.254.169.254/32 10.0.0.2 0.0.0.0/0 10.0.0.1");

        var expected = "/openstack/latest/meta_data.json?x=1 server-1 project-1 10.0.0.11 "
                + "cccfba8b9f8c13a9ed4b2d30a0e2b4ae3c";
        var url = "http://169.254.169.254/openstack/latest/meta_data.json?x=1";
        var byDhcp = world.inside(inside, "busybox", "wget", "-q", "-O", "-", "--header", "X-Instance-ID: forged", url);
        assertThat(byDhcp).startsWith(expected.substring(0, expected.lastIndexOf(' ')));
        assertThat(byDhcp.substring(byDhcp.lastIndexOf(' ') + 1)).hasSize(64);

        world.programs.run("ip", "-n", inside, "route", "replace", "169.254.169.254/32", "via", "10.0.0.1");
        assertThat(world.inside(inside, "busybox", "wget", "-q", "-O", "-", url))
                .isEqualTo(byDhcp);
        assertThat(world.server.agents)
                .containsExactlyInAnyOrder("Linux bridge agent", "DHCP agent", "L3 agent", "Metadata agent");
        nova.stop(0);
    }

    @Test
    void aFloatingIpIsTheGuestsInBothDirectionsUntilItIsTakenAway() throws Exception {
        var guest = model.guest(11);
        var other = model.guest(12);
        model.rules.add(Model.rule(Direction.INGRESS, null, null, null));
        var fip = model.floatingIp("172.24.4.11", guest);
        startWith(NO_METADATA);
        var first = world.plugIn(guest);
        var second = world.plugIn(other);
        world.address(first, guest);
        world.address(second, other);
        var out = world.outside(model);
        await("floating IP is told", () -> world.server.floating.contains(fip.id()));

        assertThat(world.reaches(world.dataPlane(), "172.24.4.11")).isTrue();
        assertThat(world.reaches(out, "172.24.4.11")).isTrue();
        try (var inside = world.listen(first, 22);
                var outside = world.listen(out, 2222);
                var own = world.listen(world.dataPlane(), 2223)) {
            assertThat(world.seen(world.dataPlane(), Model.PUBLIC_GATEWAY, 2223))
                    .isNotEmpty();
            assertThat(world.caller(first, Model.PUBLIC_GATEWAY, 2223))
                    .as("the host is nobody's server")
                    .isEmpty();
            assertThat(world.seen(world.dataPlane(), "172.24.4.11", 22)).isEqualTo("172.24.4.1");
            assertThat(world.seen(first, OUTSIDE, 2222)).isEqualTo("172.24.4.11");
            assertThat(world.seen(second, OUTSIDE, 2222)).isEqualTo(Model.ROUTER_OUTSIDE);
            assertThat(world.seen(second, "172.24.4.11", 22)).isEqualTo(Model.ROUTER_OUTSIDE);
            assertThat(world.seen(first, "172.24.4.11", 22)).isEqualTo("172.24.4.11");

            model.floating.clear();
            world.want(model.state());
            await("taken away", () -> world.server.floating.isEmpty());
            assertThat(world.pings(out, "172.24.4.11")).isFalse();
            assertThat(world.pings(world.dataPlane(), "172.24.4.11")).isFalse();
            assertThat(world.seen(first, OUTSIDE, 2222)).isEqualTo(Model.ROUTER_OUTSIDE);
        }
    }

    @Test
    void aSecurityGroupLetsInWhatItNamesAndNothingElse() throws Exception {
        var guest = model.guest(11);
        var other = model.guest(12);
        startWith(NO_METADATA);
        var first = world.plugIn(guest);
        var second = world.plugIn(other);
        world.address(first, guest);
        world.address(second, other);
        var out = world.outside(model);
        try (var ssh = world.listen(first, 22);
                var web = world.listen(first, 80);
                var outside = world.listen(out, 2222);
                var own = world.listen(world.dataPlane(), 2223)) {
            assertThat(world.seen(world.dataPlane(), Model.PUBLIC_GATEWAY, 2223))
                    .isNotEmpty();
            assertThat(world.caller(first, Model.PUBLIC_GATEWAY, 2223))
                    .as("the host is nobody's server")
                    .isEmpty();
            assertThat(world.pings(second, guest.ip())).isFalse();
            assertThat(world.caller(second, guest.ip(), 22)).isEmpty();
            assertThat(world.seen(first, OUTSIDE, 2222)).as("answers pass").isNotEmpty();

            model.rules.add(Model.rule(Direction.INGRESS, "tcp", 22, 22));
            world.want(model.state());
            await("ssh is let in", () -> !world.caller(second, guest.ip(), 22).isEmpty());
            assertThat(world.caller(second, guest.ip(), 80)).isEmpty();

            model.rules.add(Model.rule(Direction.INGRESS, "icmp", null, null));
            world.want(model.state());
            await("ping is let in", () -> world.pings(second, guest.ip()));
            assertThat(world.reaches(Names.routerNamespace(model.router), guest.ip()))
                    .isTrue();

            model.rules.clear();
            model.rules.add(Model.rule(Direction.INGRESS, null, null, null));
            world.want(model.state());
            await("nothing goes out", () -> !world.pings(second, guest.ip()));
            assertThat(world.caller(first, OUTSIDE, 2222)).isEmpty();
        }
    }

    @Test
    void aRuleThatIsTakenAwayEndsTheConnectionsThatItAllowed() throws Exception {
        var guest = model.guest(11);
        var other = model.guest(12);
        var ssh = Model.rule(Direction.INGRESS, "tcp", 22, 22);
        model.rules.add(ssh);
        startWith(NO_METADATA);
        var first = world.plugIn(guest);
        var second = world.plugIn(other);
        world.address(first, guest);
        world.address(second, other);
        try (var server = NetworkNamespace.named(first).call(() -> new ServerSocket(22));
                var client = NetworkNamespace.named(second).call(() -> new Socket(guest.ip(), 22));
                var accepted = server.accept()) {
            accepted.setSoTimeout(1000);
            client.getOutputStream().write(7);
            assertThat(accepted.getInputStream().read()).isEqualTo(7);

            model.rules.remove(ssh);
            world.want(model.state());
            await("the connection is cut", () -> {
                try {
                    client.getOutputStream().write(8);
                    accepted.getInputStream().read();
                    return false;
                } catch (IOException timeout) {
                    return true;
                }
            });
        }
    }

    @Test
    void aGuestCannotPretendToBeAnother() {
        var guest = model.guest(11);
        var other = model.guest(12);
        model.rules.add(Model.rule(Direction.INGRESS, null, null, null));
        startWith(NO_METADATA);
        var first = world.plugIn(guest);
        var second = world.plugIn(other);
        world.address(first, guest);
        world.address(second, other);
        assertThat(world.reaches(first, other.ip())).isTrue();

        world.programs.run("ip", "-n", first, "addr", "add", "10.0.0.99/24", "dev", "eth0");
        assertThat(world.pings(first, other.ip(), "-I", "10.0.0.99")).isFalse();
        assertThat(world.reaches(first, other.ip())).isTrue();

        world.programs.run("ip", "-n", first, "link", "set", "eth0", "address", "fa:16:3e:00:00:99");
        assertThat(world.pings(first, other.ip())).isFalse();
    }

    @Test
    void anUnknownTapIsCutOff() {
        var guest = model.guest(11);
        model.rules.add(Model.rule(Direction.INGRESS, null, null, null));
        startWith(NO_METADATA);
        world.address(world.plugIn(guest), guest);
        var stranger = "t-x" + ProcessHandle.current().pid();
        world.namespace(stranger);
        world.programs.run(
                "ip",
                "-n",
                world.dataPlane(),
                "link",
                "add",
                "tapstranger",
                "type",
                "veth",
                "peer",
                "name",
                "eth0",
                "netns",
                stranger);
        world.programs.run(
                "ip",
                "-n",
                world.dataPlane(),
                "link",
                "set",
                "tapstranger",
                "master",
                Names.bridge(model.network),
                "up");
        world.programs.run("ip", "-n", stranger, "link", "set", "eth0", "up");
        world.programs.run("ip", "-n", stranger, "addr", "add", "10.0.0.50/24", "dev", "eth0");

        assertThat(world.pings(stranger, guest.ip())).isFalse();
        assertThat(world.pings(stranger, "10.0.0.2")).isFalse();
    }

    @Test
    void anotherAgentTakesOverWhatADeadOneLeftAndRemovesWhatIsNotWanted() throws Exception {
        var guest = model.guest(11);
        model.rules.add(Model.rule(Direction.INGRESS, null, null, null));
        world.server.wanted.put(Model.HOST, model.state());
        var dead = world.agent(NO_METADATA);
        dead.start();
        await("up", () -> world.server.up.contains(model.gateway));
        var inside = world.plugIn(guest);
        world.address(inside, guest);
        dead.close();
        var pid = Files.readString(pid());

        world.server.up.clear();
        startWith(NO_METADATA);
        assertThat(Files.readString(pid())).as("dnsmasq goes on").isEqualTo(pid);
        assertThat(world.reaches(inside, "10.0.0.1")).isTrue();

        world.want(WantedState.NOTHING);
        await("nothing is left but the data plane", () -> {
            try {
                return world.leftovers(model).equals(List.of(world.dataPlane()));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(world.programs.run("ip", "-n", world.dataPlane(), "-br", "link"))
                .doesNotContain("brq")
                .doesNotContain("egp");
        assertThat(Path.of("/proc", pid.strip())).doesNotExist();
    }

    private Path pid() {
        return world.folder.resolve(Model.HOST + "/dnsmasq/dhcp-" + model.network.text() + "/pid");
    }

    @Test
    void anIpv6GuestConfiguresItselfByTheRoutersAdvertisement() {
        model.v6 = true;
        var guest = model.guest(11);
        startWith(NO_METADATA);
        var inside = world.plugIn(guest);
        world.server.owners.put(guest.ip(), new InstanceOf(guest.port(), "server-1", "project-1"));

        await("address by autoconfiguration", () -> world.pings(inside, "fd00:1::1", "-6"));
        assertThat(world.programs.run("ip", "-n", inside, "-6", "addr", "show", "dev", "eth0"))
                .contains(guest.ip6() + "/64");
        var asked = List.of("ip", "netns", "exec", inside, "busybox", "nc", "-w", "5", "fe80::a9fe:a9fe%eth0", "80");
        assertThat(world.programs.run("GET / HTTP/1.0\r\n\r\n", asked).out())
                .as("found out who asks, and Nova is not there")
                .contains(" 503 ");
    }

    @Test
    void aFloatingIpThatMovesIsFoundAtItsNewPlaceAtOnce() {
        var guest = model.guest(11);
        model.rules.add(Model.rule(Direction.INGRESS, null, null, null));
        startWith(NO_METADATA);
        var out = world.outside(model);
        world.address(world.plugIn(guest), guest);
        world.programs.run(
                "ip",
                "-n",
                out,
                "neigh",
                "replace",
                "172.24.4.11",
                "lladdr",
                "fa:16:3e:ff:ff:ff",
                "dev",
                "eth0",
                "nud",
                "reachable");
        assertThat(world.pings(out, "172.24.4.11")).isFalse();

        var fip = model.floatingIp("172.24.4.11", guest);
        world.want(model.state());
        await("floating IP is told", () -> world.server.floating.contains(fip.id()));
        assertThat(world.reaches(out, "172.24.4.11")).isTrue();
    }

    @Test
    void aHypervisorMayMakeTheBridgeBeforeTheAgentDoes() {
        startWith(NO_METADATA);
        var early = new Model();
        early.rules.clear();
        var stranger = early.guest(12);
        world.programs.run(
                "ip", "-n", world.dataPlane(), "link", "add", "name", Names.bridge(early.network), "type", "bridge");
        world.programs.run("ip", "-n", world.dataPlane(), "link", "set", Names.bridge(early.network), "up");

        world.want(new WantedState(List.of(early.network()), List.of(early.port(stranger)), early.groups(), List.of()));
        var inside = world.plugIn(stranger);
        world.address(inside, stranger);
        assertThat(world.pings(inside, "10.0.0.2"))
                .as("the firewall holds there too")
                .isFalse();
    }

    @Test
    void guestsOfTwoHostsMeetThroughATunnel() throws Exception {
        var guest = model.guest(11);
        model.rules.add(Model.rule(Direction.INGRESS, null, null, null));
        model.peers.add(new Peer("192.0.2.2", List.of(new Neighbour("fa:16:3e:00:00:0c", List.of("10.0.0.12")))));
        var far = new Model();
        var farGuest = new Model.Guest(far.guest(12).port(), 12);
        far.rules.add(Model.rule(Direction.INGRESS, null, null, null));
        far.peers.add(new Peer("192.0.2.1", List.of(new Neighbour(guest.mac(), List.of(guest.ip())))));

        world.server.wanted.put(Model.HOST, model.state());
        world.server.wanted.put(
                "node-2",
                new WantedState(List.of(far.network()), List.of(far.port(farGuest)), far.groups(), List.of()));
        world.agent(Model.HOST, NO_METADATA, "192.0.2.1").start();
        world.agent("node-2", NO_METADATA, "192.0.2.2").start();
        await(
                "both data planes are there",
                () -> world.isThere(world.dataPlane()) && world.isThere(world.dataPlane("node-2")));
        cable();
        var near = world.plugIn(guest);
        var away = world.plugIn("node-2", farGuest);
        world.address(near, guest);
        world.address(away, farGuest);

        assertThat(world.reaches(near, farGuest.ip())).isTrue();
        assertThat(world.reaches(away, guest.ip())).isTrue();
    }

    private void cable() {
        var one = world.dataPlane();
        var two = world.dataPlane("node-2");
        world.programs.run("ip", "-n", one, "link", "add", "u1", "type", "veth", "peer", "name", "u1", "netns", two);
        for (var end : List.of(List.of(one, "192.0.2.1/24"), List.of(two, "192.0.2.2/24"))) {
            world.programs.run("ip", "-n", end.get(0), "addr", "add", end.get(1), "dev", "u1");
            world.programs.run("ip", "-n", end.get(0), "link", "set", "u1", "mtu", "1550", "up");
        }
    }
}
