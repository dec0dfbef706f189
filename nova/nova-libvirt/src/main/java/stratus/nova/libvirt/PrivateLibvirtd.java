package stratus.nova.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import stratus.oslo.process.Programs;

/**
 * A libvirtd and a virtlogd of our own, with everything they keep under one folder; the host's are not touched.
 *
 * <p>They live in a mount and a UTS namespace of their own, so that libvirt's fixed paths are ours, and in the network
 * namespace of the data plane. They and their guests outlive this process: {@link #start} finds what runs.
 */
public final class PrivateLibvirtd implements Supplier<URI> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The kernel's limit for the path of a socket. */
    private static final int SOCKET_PATH = 107;

    private final Path folder;
    private final String hostname;
    private final List<String> enter;
    private final Programs programs;
    private final DaemonConfig config;

    /**
     * @param folder of its own; users other than root have to be able to pass through it
     * @param hostname that its guests' processes see
     * @param enter the command that enters the network namespace, as {@code ip netns exec NAME}; may be empty
     * @param virtType of its guests; without KVM it does not see the device
     */
    public PrivateLibvirtd(Path folder, String hostname, List<String> enter, VirtType virtType, Programs programs) {
        this.folder = folder.toAbsolutePath();
        this.hostname = hostname;
        this.enter = List.copyOf(enter);
        this.programs = programs;
        this.config = new DaemonConfig(this.folder, hostname, virtType);
        if (socket().toString().length() > SOCKET_PATH) {
            throw new IllegalArgumentException("The path of the data folder is too long for a socket: " + socket());
        }
    }

    /** Whether this host has the programs. */
    public static boolean installed() {
        return Files.isExecutable(Path.of("/usr/sbin/libvirtd"))
                && Files.isExecutable(Path.of("/usr/sbin/virtlogd"))
                && Files.isExecutable(Path.of("/usr/bin/qemu-system-x86_64"));
    }

    /** Where operators reach it: {@code virsh -c URI}. Does not start it. */
    public URI uri() {
        var path =
                URLEncoder.encode(socket().toString(), StandardCharsets.UTF_8).replace("%2F", "/");
        return URI.create("qemu+unix:///system?socket=" + path);
    }

    /** What it sees as {@code /var/lib/libvirt}. */
    public Path varLib() {
        return folder.resolve("lib");
    }

    /** The same, of one that runs. */
    @Override
    public URI get() {
        start();
        return uri();
    }

    /** Starts what does not run. The first start takes some seconds: libvirt has a long look at QEMU. */
    public synchronized void start() {
        if (daemon("libvirtd").alive()) {
            return;
        }
        config.write();
        var command = new ArrayList<>(enter);
        command.addAll(List.of("unshare", "--mount", "--uts", "--propagation", "slave", "sh", "-c", SCRIPT, "sh"));
        command.addAll(List.of(folder.toString(), hostname, daemon("virtlogd").alive() ? "runs" : "start"));
        command.add(config.hidesKvm() ? "hide" : "show");
        var result = programs.attempt("", command, PATIENCE);
        Mountpoints.remember(folder, result.out().lines().toList());
        if (!result.ok()) {
            throw new IllegalStateException(
                    "libvirtd does not start (%d): %s %s".formatted(result.exit(), result.err(), log()));
        }
    }

    /**
     * Says which of libvirt's directories it had to make, as places to mount on. A KVM device that does not work is
     * hidden: libvirtd would find it now usable, now not, and have its long look at QEMU again at every question.
     */
    private static final String SCRIPT = """
            set -e
            hostname "$2"
            for pair in run:/run etc:/etc lib:/var/lib log:/var/log cache:/var/cache; do
                place=${pair#*:}/libvirt
                [ -d "$place" ] || { mkdir -p "$place"; echo "$place"; }
                mount --bind "$1/${pair%%:*}" "$place"
            done
            for file in passwd group hosts; do mount --bind "$1/$file" "/etc/$file"; done
            [ "$4" = show ] || mount --bind "$1/nokvm" /dev/kvm
            [ "$3" = runs ] || virtlogd -d -p "$1/virtlogd.pid"
            exec libvirtd -d -p "$1/libvirtd.pid"
            """;

    /** Ends the guests and the daemons, and removes the folder. */
    public synchronized void purge() {
        guests().forEach(Daemon::end);
        daemon("libvirtd").end();
        daemon("virtlogd").end();
        Mountpoints.giveBack(folder);
        GuestFolder.delete(folder);
    }

    private Daemon daemon(String name) {
        var pid = folder.resolve(name + ".pid");
        return new Daemon(pid, pid.toString());
    }

    private List<Daemon> guests() {
        var running = folder.resolve("run/qemu");
        if (!Files.exists(running)) {
            return List.of();
        }
        try (var files = Files.list(running)) {
            return files.filter(file -> file.toString().endsWith(".pid"))
                    .filter(file -> !file.getFileName().toString().equals("driver.pid"))
                    .map(file -> new Daemon(file, "guest=" + name(file) + ","))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path pidFile) {
        var name = pidFile.getFileName().toString();
        return name.substring(0, name.length() - ".pid".length());
    }

    private Path socket() {
        return folder.resolve("sock/libvirt-sock");
    }

    private String log() {
        var log = folder.resolve("log/libvirtd.log");
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
