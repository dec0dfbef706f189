package stratus.neutron.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stratus.neutron.agent.host.Names;
import stratus.neutron.rpc.AgentRpc;
import stratus.neutron.rpc.NetworkServerRpc;
import stratus.neutron.rpc.WantedState;
import stratus.oslo.base.Secret;
import stratus.oslo.messaging.Bus;
import stratus.oslo.messaging.InProcessBus;
import stratus.oslo.process.NetworkNamespace;
import stratus.oslo.process.Programs;

/** A host in a network namespace of the test's own, with an agent, a server that the test plays, and guests. */
final class World implements AutoCloseable {
    private static final int TRIES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    final Programs programs = new Programs();
    final FakeServer server = new FakeServer();
    final Bus bus = new InProcessBus();
    final Path folder;
    private final String id;
    private final List<String> namespaces = new ArrayList<>();
    private final List<NeutronAgent> agents = new ArrayList<>();

    World(String id) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        for (var program : List.of("ip", "nft", "dnsmasq", "busybox")) {
            assumeTrue(
                    Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin")
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
                    "needs " + program);
        }
        this.id = id + ProcessHandle.current().pid();
        folder = Files.createTempDirectory("stratus-agent-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        bus.serve(NetworkServerRpc.class, new Bus.Address.AnyOf(NetworkServerRpc.TOPIC), server);
    }

    String dataPlane() {
        return dataPlane(Model.HOST);
    }

    String dataPlane(String host) {
        return "t-" + id + "-" + host;
    }

    NeutronAgent agent(String metadata) {
        return agent(Model.HOST, metadata, null);
    }

    NeutronAgent agent(String host, String metadata, @Nullable String tunnelIp) {
        var config = new AgentConfig(
                host,
                "nova",
                folder.resolve(host),
                new AgentConfig.DataPlane(dataPlane(host), Map.of("public", ""), tunnelIp),
                new AgentConfig.Dns("openstacklocal", List.of()),
                new AgentConfig.Metadata(URI.create(metadata), new Secret("s3cret")));
        var agent = new NeutronAgent(config, bus, programs);
        agents.add(agent);
        return agent;
    }

    void want(WantedState state) {
        want(Model.HOST, state);
    }

    void want(String host, WantedState state) {
        server.wanted.put(host, state);
        bus.client(AgentRpc.class, new Bus.Address.OnHost(AgentRpc.TOPIC, host)).changed(new AgentRpc.Changed(null));
    }

    /** A namespace that plays the guest: its cable's other end is the tap that a hypervisor would make. */
    String plugIn(Model.Guest guest) {
        return plugIn(Model.HOST, guest);
    }

    String plugIn(String host, Model.Guest guest) {
        var name = "t-" + id + "-g" + guest.number();
        namespace(name);
        var tap = Names.tap(guest.port());
        programs.run(
                "ip", "-n", dataPlane(host), "link", "add", tap, "type", "veth", "peer", "name", "eth0", "netns", name);
        programs.run("ip", "-n", name, "link", "set", "eth0", "address", guest.mac(), "mtu", "1450", "up");
        await("port of " + name + " is up", () -> server.up.contains(guest.port()));
        return name;
    }

    /** A machine in the public network, at 172.24.4.50. */
    String outside(Model model) {
        var name = "t-" + id + "-out";
        namespace(name);
        programs.run(
                "ip", "-n", dataPlane(), "link", "add", "ext0", "type", "veth", "peer", "name", "eth0", "netns", name);
        programs.run("ip", "-n", dataPlane(), "link", "set", "ext0", "master", Names.bridge(model.external), "up");
        programs.run("ip", "-n", name, "addr", "add", "172.24.4.50/24", "dev", "eth0");
        programs.run("ip", "-n", name, "link", "set", "eth0", "up");
        return name;
    }

    /** Its name is there a moment before it can be entered. */
    boolean isThere(String namespace) {
        return programs.attempt("", List.of("ip", "-n", namespace, "link"), PATIENCE)
                .ok();
    }

    void namespace(String name) {
        programs.run("ip", "netns", "add", name);
        namespaces.add(name);
        programs.run("ip", "-n", name, "link", "set", "lo", "up");
    }

    /** Gives a guest its address by DHCP; returns what the server told. */
    String dhcp(String guest) throws Exception {
        var script = folder.resolve("udhcpc.sh");
        Files.writeString(script, """
                #!/bin/sh
                [ "$1" = bound ] || exit 0
                ip addr add $ip/$mask dev $interface
                set -- $staticroutes
                while [ $# -ge 2 ]; do ip route replace $1 via $2 dev $interface; shift 2; done
                env
                """);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return inside(
                guest,
                "busybox",
                "udhcpc",
                "-f",
                "-n",
                "-q",
                "-t",
                "10",
                "-T",
                "1",
                "-i",
                "eth0",
                "-O",
                "mtu",
                "-O",
                "staticroutes",
                "-O",
                "dns",
                "-s",
                script.toString());
    }

    /** Sets the guest's address by hand. */
    void address(String guest, Model.Guest model) {
        programs.run("ip", "-n", guest, "addr", "add", model.ip() + "/24", "dev", "eth0");
        programs.run("ip", "-n", guest, "route", "replace", "default", "via", "10.0.0.1");
    }

    String inside(String namespace, String... command) {
        var line = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        line.addAll(List.of(command));
        return programs.run("", line).out();
    }

    boolean pings(String from, String ip, String... more) {
        var line = new ArrayList<>(List.of("ip", "netns", "exec", from, "busybox", "ping", "-c", "1", "-W", "1"));
        line.addAll(List.of(more));
        line.add(ip);
        return programs.attempt("", line, Duration.ofSeconds(60)).ok();
    }

    /** Whether an answer comes to one of a few: on a busy machine some come late. */
    boolean reaches(String from, String ip) {
        return IntStream.range(0, TRIES).anyMatch(_ -> pings(from, ip));
    }

    /** Accepts and closes connections inside until the socket is closed. */
    ServerSocket listen(String namespace, int port) {
        var socket = NetworkNamespace.named(namespace)
                .call(() -> new ServerSocket(port, 10, InetAddress.ofLiteral("0.0.0.0")));
        Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                try (var connection = socket.accept()) {
                    connection
                            .getOutputStream()
                            .write(connection.getInetAddress().getHostAddress().getBytes("UTF-8"));
                } catch (IOException e) {
                    // closed
                }
            }
        });
        return socket;
    }

    /** Who the listener saw at one of a few connections, where they are let through. */
    String seen(String from, String ip, int port) {
        return IntStream.range(0, TRIES)
                .mapToObj(_ -> caller(from, ip, port))
                .filter(seen -> !seen.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Who the listener saw, or nothing when there was no connection. */
    String caller(String from, String ip, int port) {
        try {
            return NetworkNamespace.named(from).call(() -> {
                try (var socket = new Socket()) {
                    socket.connect(new InetSocketAddress(ip, port), 1000);
                    return new String(socket.getInputStream().readAllBytes(), "UTF-8");
                }
            });
        } catch (IllegalStateException refused) {
            return "";
        }
    }

    static void await(String what, BooleanSupplier condition) {
        var end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Names of all namespaces of this machine that belong to this model or this test. */
    List<String> leftovers(Model model) throws Exception {
        var ours = List.of("qdhcp-" + model.network.text(), "qrouter-" + model.router.text(), dataPlane());
        try (var all = Files.list(Path.of("/run/netns"))) {
            return all.map(file -> file.getFileName().toString())
                    .filter(ours::contains)
                    .toList();
        }
    }

    @Override
    public void close() throws Exception {
        for (var agent : agents) {
            agent.close();
        }
        agents.forEach(NeutronAgent::purge);
        namespaces.forEach(name -> programs.run("ip", "netns", "del", name));
        bus.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
