package stratus.main.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import stratus.oslo.base.Fault;
import stratus.oslo.process.Programs;

/** The demonstration from its first line to its last. */
public final class Story {
    private static final String LOOK = "hostname; cat /proc/partitions";

    private final Scene scene;
    private final Screen screen;
    private final Programs programs = new Programs();

    /**
     * Where it is played.
     *
     * @param namespace of the data plane, where the public network's gateway is; empty if guests are only pretended
     * @param folder of the demonstration's own
     */
    public record Scene(String keystone, String traces, String password, String namespace, Path folder, Path image) {}

    public Story(Scene scene, PrintStream out) {
        this.scene = scene;
        this.screen = new Screen(out);
    }

    public void tell() {
        var key = KeyFile.in(folder(), programs);
        try (var rest = new Rest(scene.keystone(), scene.traces())) {
            screen.title("What a server needs");
            rest.logIn("admin", scene.password());
            var props = new Stage(rest, screen).set(scene.image(), key.open());
            screen.title("A server in 29 steps: who asks whom, and how long it took");
            var booted = new Boot(rest, screen).run(props);
            screen.line("ACTIVE %.1f s after the request", booted.seconds());
            long active = System.nanoTime();
            connect(rest, booted.server(), props.floatingIp());
            if (scene.namespace().isEmpty()) {
                screen.line("Guests are only pretended here: no console, no log in.");
            } else {
                visit(rest, booted, props, key, active);
            }
            screen.line("");
            farewell(props, key);
        }
    }

    private Path folder() {
        try {
            return Files.createDirectories(scene.folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connect(Rest rest, String server, String floatingIp) {
        var ports = rest.get("network", "/v2.0/ports?device_id=" + server).path("ports");
        if (ports.isEmpty()) {
            throw new Fault.NotFound("Port", "of server " + server);
        }
        rest.put(
                "network",
                "/v2.0/floatingips/" + floatingIp,
                Map.of("floatingip", Map.of("port_id", Stage.id(ports.get(0)))));
    }

    private void visit(Rest rest, Boot.Booted booted, Stage.Props props, KeyFile key, long active) {
        var guest = new Guest(rest, booted.server(), programs);
        screen.title("SSH to %s with the injected key".formatted(props.address()));
        screen.line("from the network namespace %s: nothing passes the machine's own interfaces", scene.namespace());
        var inside = guest.ssh(scene.namespace(), props.address(), key.secret(), LOOK);
        screen.line("logged in %.1f s after the request", booted.seconds() + Screen.since(active));
        screen.line("$ %s", LOOK);
        screen.quote(inside);
        if (inside.lines().noneMatch(line -> line.matches(".*\\b1048576 vdb"))) {
            throw new Fault.Conflict("The volume is not in the guest as vdb of 1 GiB.");
        }
        screen.line("vdb is the volume: 1048576 KiB = 1 GiB");
        screen.title("Its console, by the compute API");
        screen.quote(guest.console());
    }

    private void farewell(Stage.Props props, KeyFile key) {
        screen.title("Done in %.1f s. Server, networks and volume go on running".formatted(screen.elapsed()));
        for (var line : hints(props, key)) {
            screen.line("%s", line);
        }
    }

    private List<String> hints(Stage.Props props, KeyFile key) {
        var data = scene.folder().getParent();
        var ssh = "ip netns exec %s %s cirros@%s"
                .formatted(scene.namespace(), String.join(" ", Guest.arguments(key.secret())), props.address());
        return List.of(
                "eval \"$(./stratus env --data %s)\"".formatted(data),
                "openstack server list; openstack console log show demo; openstack volume list",
                scene.namespace().isEmpty() ? "./stratus demo as root has real guests" : ssh,
                "again:    ./stratus demo --data %s".formatted(data),
                "stop:     ./stratus down --data %s    (the server goes on; with --purge nothing is left)"
                        .formatted(data));
    }
}
