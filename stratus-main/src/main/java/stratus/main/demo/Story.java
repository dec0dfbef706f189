package stratus.main.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
     * @param option that tells the launcher of the data folder, with a space before it; empty where it knows
     */
    public record Scene(
            String keystone,
            String traces,
            String password,
            String namespace,
            Path folder,
            Path image,
            String option) {}

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
            var ssh = SshConfig.write(folder(), props.address(), key.secret());
            if (scene.namespace().isEmpty()) {
                screen.line("Guests are only pretended here: no console, no log in.");
            } else {
                visit(rest, booted, props.volume().gib(), ssh, active);
            }
            farewell(props, ssh);
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

    private void visit(Rest rest, Boot.Booted booted, int gib, SshConfig ssh, long active) {
        var guest = new Guest(rest, booted.server(), programs);
        screen.title("SSH to its floating IP with the injected key");
        screen.line("from the network namespace %s: nothing passes the machine's own interfaces", scene.namespace());
        screen.line("$ %s '%s'", String.join(" ", ssh.from(scene.namespace())), LOOK);
        var inside = guest.ssh(ssh.from(scene.namespace()), LOOK);
        screen.quote(inside);
        screen.line("logged in %.1f s after the request", booted.seconds() + Screen.since(active));
        int kib = gib << 20;
        if (inside.lines().noneMatch(line -> line.matches(".*\\b%d vdb".formatted(kib)))) {
            throw new Fault.Conflict("The volume is not in the guest as vdb of %d GiB.".formatted(gib));
        }
        screen.line("vdb is the volume: %d KiB = %d GiB", kib, gib);
        screen.title("Its console, by the compute API");
        screen.quote(guest.console());
    }

    private void farewell(Stage.Props props, SshConfig ssh) {
        screen.title("Done in %.1f s. What runs now".formatted(screen.elapsed()));
        screen.line("cloud    all services, %s", scene.keystone());
        screen.line("server   demo at %s, on the network demo behind the router demo", props.address());
        screen.line(
                "volume   demo, %d GiB, in the server as /dev/vdb",
                props.volume().gib());
        screen.title("What to try next");
        next(ssh).forEach(line -> screen.line("%s", line));
    }

    private List<String> next(SshConfig ssh) {
        var lines = new ArrayList<String>();
        lines.add("eval \"$(./stratus env%s)\"".formatted(scene.option()));
        lines.add("openstack server list; openstack console log show demo; openstack volume list");
        if (scene.namespace().isEmpty()) {
            lines.add("./stratus demo as root has real guests");
        } else {
            lines.add(String.join(" ", ssh.from(scene.namespace())));
            lines.add("./stratus expose%s    and from then on    %s"
                    .formatted(scene.option(), String.join(" ", ssh.command())));
        }
        lines.add("again:   ./stratus demo%s".formatted(scene.option()));
        lines.add("stop:    ./stratus down%s    the server goes on; with --purge nothing is left"
                .formatted(scene.option()));
        return lines;
    }
}
